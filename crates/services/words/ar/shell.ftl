# إطار كل صفحة: الشريط العلوي والتنقّل والتنبيهات، وبُعد الوقت.
shell-skip = انتقل إلى المحتوى
shell-home = الرئيسية
shell-main-nav = التنقّل الرئيسي
shell-account-nav = الحساب
shell-menu = القائمة
shell-close = إغلاق
shell-back = رجوع
shell-hello = أهلًا { $name }
shell-account-of = حساب { $name }
shell-organisations = الجهة
shell-sign-in = تسجيل الدخول
shell-sign-out = تسجيل الخروج
shell-settings = الإعدادات
shell-demo = بيانات تجريبية. لا يصل أي شيء تفعله هنا إلى أحد.
shell-dismiss = إخفاء هذه الرسالة

nav-today = اليوم
nav-calls = نداءات الكاستنج
nav-calendar = التقويم
nav-bookings = الحجوزات
nav-admin = الإدارة
nav-auditions = تجارب الأداء
nav-availability = أوقاتي
nav-event-types = أنواع التجارب
nav-team = الفريق
nav-rooms = القاعات
nav-api-keys = مفاتيح الربط
nav-organisation = الجهة
nav-audit = سجلّ التغييرات
nav-health = حالة النظام

said-saved = حُفظ.
said-created = أُنشئ.
said-removed = أُزيل.
said-undone = تراجعت. عاد كل شيء كما كان.

when-now = الآن
when-in-minutes = { $n ->
    [zero] الآن
    [one] بعد دقيقة
    [two] بعد دقيقتين
    [few] بعد { $n } دقائق
    [many] بعد { $n } دقيقة
   *[other] بعد { $n } دقيقة
}
when-minutes-ago = { $n ->
    [zero] الآن
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $n } دقائق
    [many] قبل { $n } دقيقة
   *[other] قبل { $n } دقيقة
}
when-in-hours = { $n ->
    [zero] الآن
    [one] بعد ساعة
    [two] بعد ساعتين
    [few] بعد { $n } ساعات
    [many] بعد { $n } ساعة
   *[other] بعد { $n } ساعة
}
when-hours-ago = { $n ->
    [zero] الآن
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $n } ساعات
    [many] قبل { $n } ساعة
   *[other] قبل { $n } ساعة
}
when-tomorrow = غدًا
when-yesterday = أمس
when-in-days = { $n ->
    [zero] اليوم
    [one] بعد يوم
    [two] بعد يومين
    [few] بعد { $n } أيام
    [many] بعد { $n } يومًا
   *[other] بعد { $n } يوم
}
when-days-ago = { $n ->
    [zero] اليوم
    [one] قبل يوم
    [two] قبل يومين
    [few] قبل { $n } أيام
    [many] قبل { $n } يومًا
   *[other] قبل { $n } يوم
}
when-zone = توقيت { $city }
