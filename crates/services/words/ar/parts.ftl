# كلمات تخصّ العناصر أينما ظهرت.
parts-optional = اختياري
parts-choose = اختر
parts-search = بحث
parts-no-match = لا نتائج مطابقة.
parts-copy = نسخ
parts-copied = نُسخ
parts-undo = تراجع
parts-cancel = إلغاء
parts-save = حفظ
parts-discard = تجاهل
parts-remove = إزالة
parts-edit = تعديل
parts-add = إضافة
parts-more = المزيد
parts-actions = إجراءات
parts-pages = الصفحات
parts-first = الصفحة الأولى
parts-previous = السابق
parts-next = التالي
parts-page-of = الصفحة { $page } من { $pages }
parts-loading = جارٍ التحميل
parts-breadcrumbs = موقعك الآن
parts-show-password = إظهار كلمة المرور
parts-hide-password = إخفاء كلمة المرور
parts-minutes = { $n ->
    [zero] بلا دقائق
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
parts-minutes-short = { $n } د
parts-hours = { $n ->
    [zero] بلا ساعات
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
}
parts-people = { $n ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $n } أشخاص
    [many] { $n } شخصًا
   *[other] { $n } شخص
}
parts-now-line = الآن
parts-busy = مشغول
parts-week-of = أسبوع { $days }
parts-auditions-count = { $n ->
    [zero] لا تجارب
    [one] تجربة واحدة
    [two] تجربتان
    [few] { $n } تجارب
    [many] { $n } تجربة
   *[other] { $n } تجربة
}

zone-label = المنطقة الزمنية
zone-use = استخدم هذه المنطقة
zone-search = ابحث عن مدينة أو منطقة زمنية
zone-yours = منطقة متصفّحك
zones-gulf = الخليج
zones-middle-east = الشرق الأوسط
zones-africa = أفريقيا
zones-europe = أوروبا
zones-asia = آسيا والمحيط الهادئ
zones-americas = الأمريكتان

status-pending = بانتظار الموافقة
status-scheduled = بانتظار الرد
status-confirmed = مؤكدة
status-completed = مكتملة
status-no-show = لم يحضر
status-cancelled = ملغاة
status-declined = معتذَر عنها
status-open = مفتوح
status-draft = مسودة
status-closed = مغلق
status-submitted = مقدَّم
status-shortlisted = في القائمة القصيرة
status-selected = مختار
status-passed = مستبعَد

meeting-in-person = حضوريًا
meeting-video = مكالمة فيديو
meeting-phone = هاتف
parts-yes = نعم
