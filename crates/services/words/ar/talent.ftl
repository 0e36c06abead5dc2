# Words of the area: talent. Roles of a call, a talent's card, faces and showreels, the office's logo.
role-change = تعديل { $name }
role-age-range = العمر المطلوب للدور
role-away = إيقاف الدور
role-archive = أرشفة
role-archive-text = { $n ->
    [0] لا يمكن لأحد التقدم إلى دور مؤرشف.
    [one] لا يمكن لأحد التقدم إلى دور مؤرشف. يبقى المتقدم الواحد في القائمة.
    [two] لا يمكن لأحد التقدم إلى دور مؤرشف. يبقى المتقدمان في القائمة.
    [few] لا يمكن لأحد التقدم إلى دور مؤرشف. يبقى { $n } متقدمين في القائمة.
    [many] لا يمكن لأحد التقدم إلى دور مؤرشف. يبقى { $n } متقدمًا في القائمة.
   *[other] لا يمكن لأحد التقدم إلى دور مؤرشف. يبقى { $n } متقدم في القائمة.
}
role-restore = استعادة
role-archived = مؤرشف: لا يمكن التقدم إليه.
role-delete = حذف
call-is-draft = لا يراه إلا مكتبكم.
call-is-published = تراه المواهب ويمكنها التقدم.
call-is-archived = لم يعد يستقبل طلبات.

talent-role = الدور
talent-applied = قُدّم الطلب في { $date }
talent-photo-of = { $name }
talent-no-photo = لا صورة بعد
talent-watch = شاهد مقاطع الأداء
talent-open-audition = فتح تجربة الأداء
talent-auditions = تجارب الأداء مع مكتبكم
talent-no-auditions = لا شيء حتى الآن.
talent-more-auditions = وهناك ما هو أقدم.
talent-round = الجولة { $n }
talent-look = الصورة ومقاطع الأداء
talent-look-office = ما ترسله الموهبة بنفسها يحل محل هذا.
talent-look-own = يراهما كل مكتب تقدمت إليه.
talent-photo = الصورة
talent-photo-hint = ‏JPEG أو PNG أو WebP بحجم 5 ميغابايت على الأكثر. يُزال منها المكان والوقت وبيانات الكاميرا.
talent-photo-send = رفع
talent-photo-replace = استبدال
talent-photo-remove = إزالة الصورة
talent-showreel = مقاطع الأداء
talent-showreel-hint = رابط إلى Vimeo أو YouTube أو موقعك.
error-picture = استخدم صورة JPEG أو PNG أو WebP بحجم 5 ميغابايت على الأكثر.
error-two-places = اختر قاعة، أو اتركها واكتب عنوانًا آخر.
error-double-booked = يوجد حجز بهذا البريد في ذلك الوقت. رابطه في الرسالة التي أكّدته.

office-logo = الشعار
office-logo-sub = يظهر في صفحات الحجز العامة.
office-logo-file = الملف
office-logo-hint = ‏JPEG أو PNG أو WebP بحجم 5 ميغابايت على الأكثر، وتبقى الشفافية كما هي. لا يُقبل SVG.
office-logo-send = رفع
office-logo-replace = استبدال
office-logo-remove = إزالة الشعار

audit-talent-headshot-set = إضافة صورة إلى { $object }
audit-talent-headshot-removed = إزالة صورة { $object }
audit-organization-logo-set = وضع الشعار
audit-organization-logo-removed = إزالة الشعار
