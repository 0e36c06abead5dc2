# تسجيل الدخول، فتح الحساب، استعادته، الإعداد الأول، إعدادات الشخص.
account-email = البريد الإلكتروني
account-password = كلمة المرور
account-new-password = كلمة مرور جديدة
account-current-password = كلمة المرور الحالية
account-password-hint = 8 أحرف على الأقل. بضع كلمات لا رابط بينها خيار جيد يسهل تذكّره.
account-name-latin = الاسم بالأحرف اللاتينية
account-name-arabic = الاسم بالعربية
account-go-on = متابعة
account-save = حفظ
account-save-password = حفظ كلمة المرور

account-sign-in = تسجيل الدخول
account-forgot-link = نسيت كلمة المرور
account-no-account = ليس لديك حساب؟
account-sign-up-link = أنشئ حسابًا
account-have-account = لديك حساب؟
account-back-to-sign-in = العودة إلى تسجيل الدخول
account-code-title = الخطوة الثانية
account-code-text = كلمة المرور صحيحة. بقي الرمز من تطبيق المصادقة.
account-code = الرمز
account-code-hint = ستة أرقام. إن لم يكن هاتفك معك فاستخدم أحد رموز الاسترداد.
account-other-account = استخدام حساب آخر

account-forgot = كلمة مرور جديدة
account-forgot-text = نرسل إليك رابطًا لاختيار كلمة مرور جديدة.
account-send-link = إرسال الرابط
account-mail-sent = تفقّد بريدك
account-reset-sent-text = إن كان لهذا العنوان حساب فالرابط في طريقه إليك. يعمل الرابط 30 دقيقة.
account-reset = اختيار كلمة مرور جديدة
account-reset-text = سيُسجَّل خروجك من كل الأجهزة الأخرى.
account-ask-new-link = طلب رابط جديد
account-link-dead = هذا الرابط لم يعد يعمل
account-link-dead-text = استُخدم من قبل أو انتهت مدته.

account-sign-up = إنشاء حساب
account-sign-up-text = للمواهب: تابع تجارب الأداء، وأجب عنها، وحدّد أوقات فراغك.
account-verify-sent-text = أرسلنا إليك رابطًا يفتح الخطوة الأخيرة لتختار كلمة المرور. يعمل الرابط 24 ساعة.
account-welcome = أهلًا { $name }
account-verify-text = خطوة أخيرة: اختر كلمة مرور.
account-open = فتح حسابي

account-invite-title = الانضمام إلى { $organisation }
account-invite-text = أنت مدعو بصفة { $role }.
account-invite-text-by = يدعوك { $inviter } بصفة { $role }.
account-invite-sign-in = هذه الدعوة موجهة إلى { $email } ولهذا العنوان حساب. سجّل الدخول لقبولها.
account-join = قبول
account-open-and-join = فتح حسابي والانضمام
account-claim-title = { $organisation } يودّ رؤيتك
account-claim-text = أضافك المكتب إلى قائمة المواهب. بحساب لك ترى تجارب الأداء وتجيب عنها وتحدّد أوقات فراغك.
account-role-admin = مدير
account-role-caster = مسؤول كاستنج
account-role-assistant = مساعد
account-role-session-runner = منظّم الجلسة
account-role-reviewer = مُقيّم

account-claims = هل هذا أنت؟
account-claims-text = سجّلت هذه المكاتب عنوانك قبل أن يكون لك حساب. ما تؤكده يظهر في حسابك، وما تتركه يبقى كما هو.
account-claims-none = لا شيء بانتظارك هنا.
account-claim-this = نعم، هذا أنا
account-claims-later = ليس الآن

account-setup = إعداد Callboard
account-setup-step = الخطوة { $n } من 3
account-setup-text = من أنت، وأي مكتب تعمل له. يمكن تغيير كل شيء لاحقًا.
account-setup-token-text = يبدأ الإعداد من يدير هذا الخادم. اطبع هناك عنوان الخطوة الأولى:
account-setup-organisation = الجهة
account-setup-admin = أنت، أول مدير لها
account-setup-admin-text = بهذا تسجّل الدخول.
account-organisation-en = الاسم بالإنجليزية
account-organisation-ar = الاسم بالعربية
account-organisation-language = لغة رسائلها
account-organisation-language-hint = لمن لم يختر لغته بنفسه.
account-country = البلد
account-country-sa = السعودية
account-country-ae = الإمارات
account-country-bh = البحرين
account-country-eg = مصر
account-country-jo = الأردن
account-country-kw = الكويت
account-country-lb = لبنان
account-country-ma = المغرب
account-country-om = عُمان
account-country-qa = قطر
account-country-tn = تونس
account-country-gb = المملكة المتحدة
account-country-fr = فرنسا
account-country-us = الولايات المتحدة

account-setup-hours = ساعات عملك
account-setup-hours-text = تُعرض تجارب الأداء معك ضمن هذه الساعات. الفترات المتعددة والتواريخ المفردة والإجازات تأتي لاحقًا.
account-setup-days = الأيام
account-setup-from = من
account-setup-until = إلى
account-setup-hours-name = ساعات العمل
account-setup-later = لاحقًا
account-setup-event = أول نوع من تجارب الأداء
account-setup-event-text = ما تحجز المواهب من أجله. الأسئلة والحدود والقاعات وبقية المضيفين تأتي لاحقًا.
account-setup-length = المدة
account-setup-minutes = { $n ->
    [zero] بلا مدة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
account-setup-place = المكان
account-setup-in-person = حضوريًا
account-setup-in-person-note = في العنوان أدناه
account-setup-video = بالفيديو
account-setup-video-note = يضيف الرابط من يحجز
account-setup-phone = بالهاتف
account-setup-phone-note = نتصل بالموهبة
account-setup-address = العنوان
account-setup-address-hint = مطلوب للحضور.
account-setup-finish = إنهاء

account-settings = الإعدادات
account-names = اسمك
account-preferences = اللغة والوقت
account-preferences-text = كيف تُكتب لك الصفحات والرسائل.
account-language = اللغة
account-clock = الساعة
account-clock-12 = 12 ساعة (3:30 م)
account-clock-24 = 24 ساعة (15:30)
account-password-change-text = عند تغييرها يُسجَّل خروجك من أجهزتك الأخرى.

account-factor = العامل الثاني
account-factor-text = رمز من هاتفك إلى جانب كلمة المرور: من يعرف كلمتك لا يستطيع الدخول بها وحدها.
account-factor-scan = امسح هذه الصورة بتطبيق مصادقة.
account-factor-picture = صورة لتطبيق المصادقة
account-factor-type = أو اكتب هذا في التطبيق:
account-factor-open-app = الفتح في تطبيق على هذا الجهاز
account-factor-first-code = الرمز الذي يعرضه التطبيق الآن
account-factor-turn-on = تفعيل
account-factor-turn-off = إيقاف
account-factor-is-on = مُفعّل.
account-factor-is-off = غير مُفعّل.
account-factor-set-up = إعداد
account-factor-manage = إدارة
account-factor-remove = إيقاف العامل الثاني
account-factor-remove-text = عندها تفتح كلمة المرور وحدها حسابك.
account-codes = رموز الاسترداد
account-codes-on = العامل الثاني مُفعّل
account-codes-text = احفظ هذه الرموز بعيدًا عن هاتفك: كل رمز يفتح حسابك مرة واحدة إن فقدته. لا تُعرض إلا الآن.
account-codes-kept = حفظتها
account-codes-left = { $n ->
    [zero] لم يبقَ أي رمز.
    [one] بقي رمز واحد.
    [two] بقي رمزان.
    [few] بقيت { $n } رموز.
    [many] بقي { $n } رمزًا.
   *[other] بقي { $n } رمز.
}
account-codes-renew = إصدار رموز جديدة
account-codes-renew-text = تتوقف الرموز القديمة عن العمل.

account-sessions = أين أنت مسجّل الدخول
account-sessions-text = أنهِ ما لا تعرفه وغيّر كلمة المرور.
account-session-this = هذا الجهاز
account-session-end = إنهاء
account-session-end-of = إنهاء جلسة { $device }
account-session-end-others = إنهاء كل ما عداها
account-session-unknown = جهاز غير معروف

error-429-title = محاولات كثيرة

said-signed-out = سُجّل خروجك.
said-password-set = حُفظت كلمة المرور الجديدة. سجّل الدخول بها.
said-password-changed = غُيّرت كلمة المرور وسُجّل الخروج من الأجهزة الأخرى.
said-session-ended = أُنهيت تلك الجلسة.
said-sessions-ended = أُنهيت كل الجلسات الأخرى.
said-factor-removed = أُوقف العامل الثاني.
said-claimed = أصبح في حسابك.
