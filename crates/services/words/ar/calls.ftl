# كلمات هذا القسم: نداءات الكاستنج والأدوار والمتقدمون والقوائم والتقديم.
calls-all = الكل
calls-which = أي النداءات
calls-title = العنوان
calls-kind = النوع
calls-status = الحالة
calls-roles = الأدوار
calls-applicants = المتقدمون
calls-new = نداء كاستنج جديد
calls-event-types-sub = ما يُحجز لهذا النداء وحده، بمدته ومضيفيه وأسئلته.
calls-create = إنشاء
calls-save = حفظ
calls-more = المزيد
calls-edit = تعديل
calls-none = لا نداءات كاستنج
calls-none-text = النداء يجمع الأدوار ومن تقدّم لها.
calls-title-en = العنوان بالإنجليزية
calls-title-ar = العنوان بالعربية
calls-title-hint = يكفي أحدهما، فيقوم مقام الآخر.
calls-about-en = نبذة بالإنجليزية
calls-about-ar = نبذة بالعربية
calls-opens = مفتوح من
calls-closes = مفتوح حتى
calls-all-roles = كل الأدوار
calls-no-roles = لا أدوار بعد
calls-no-roles-text = أضف دورًا ثم أضف من تقدّم له.
calls-team = من يعمل عليه
calls-team-add = إضافة شخص
calls-team-add-send = إضافة
calls-team-hint = من أعضاء الجهة. يرون متقدمي هذا النداء وتجارب أدائه؛ وما يستطيعون فعله يحدده دورهم.
calls-team-creator = أنشأ النداء
calls-team-gone = لم يعد عضوًا
calls-team-remove = إخراج
calls-team-remove-whom = إخراج { $name } من هذا النداء
said-call-member-added = أُضيف، وسيجد النداء في قائمته.
calls-public-at = التقديم على العنوان
calls-publish = نشر
calls-publish-again = إعادة النشر
calls-archive = أرشفة
calls-add-role = إضافة دور
calls-add-applicant = إضافة متقدم
calls-import = استيراد قائمة
calls-export = تصدير

call-kind-feature-film = فيلم روائي طويل
call-kind-tv-series = مسلسل تلفزيوني
call-kind-commercial = إعلان
call-kind-theatre = مسرح
call-kind-short-film = فيلم قصير
call-kind-other = غير ذلك
call-status-draft = مسودة
call-status-published = منشور
call-status-archived = مؤرشف

role-name-en = الاسم بالإنجليزية
role-name-ar = الاسم بالعربية
role-gender = الدور لـ
role-gender-any = الجميع
role-gender-female = امرأة أو فتاة
role-gender-male = رجل أو فتى
role-youngest = أصغر عمر
role-oldest = أكبر عمر
role-ages = من { $from } إلى { $to } سنة
role-age-from = { $from } سنة فأكثر
role-age-to = حتى { $to } سنة

application-submitted = جديد
application-shortlisted = في القائمة القصيرة
application-selected = مختار
application-passed = لم يُختر

applicants-all = الكل
applicants-which = أي المتقدمين
applicants-search = ابحث عن اسم بأي كتابة
applicants-none = لا أحد هنا
applicants-none-text = أضف متقدمًا بنفسك، أو استورد قائمة، أو انشر النداء ليتقدّم الممثلون.
applicants-none-found = لا متقدم يطابق ما اخترته. امسحه أو اختر حالة أخرى.
applicant-name = الاسم
applicant-name-hint = بالحروف العربية أو اللاتينية.
applicant-about = نبذة
applicant-contact = التواصل
applicant-email = البريد الإلكتروني
applicant-phone = الهاتف
applicant-birth-year = سنة الميلاد
applicant-city = المدينة
applicant-note = ملاحظة
applicant-age = { $n ->
    [zero] أقل من سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $n } سنوات
    [many] { $n } سنة
   *[other] { $n } سنة
}
applicant-audition = تجربة الأداء
applicant-book = حجز تجربة أداء
applicant-mark = حالة { $name }

import-file = الملف
import-hint = ملف CSV لا يتجاوز 2 م.ب و5,000 سطر، ولكل عمود عنوان: الاسم، الاسم بالعربية، البريد الإلكتروني، الجوال، سنة الميلاد، المدينة، ملاحظة.
import-preview = اعرض ما سيحدث
import-what = ما سيفعله هذا الملف
import-line = السطر
import-column = العمود
import-fault = الخطأ
import-outcome = ما سيحدث
import-new = جديد
import-known = معروف من قبل
import-already = تقدّم من قبل
import-faulty = أسطر فيها أخطاء
import-faulty-text = تُترك هذه الأسطر. صحّح الملف واختره مرة أخرى لإدخالها.
import-ignored = أعمدة غير معروفة تُترك: { $columns }
import-now = { $n ->
    [zero] لا أحد للاستيراد
    [one] استيراد متقدم واحد
    [two] استيراد متقدمَين
    [few] استيراد { $n } متقدمين
    [many] استيراد { $n } متقدمًا
   *[other] استيراد { $n } متقدم
}

open-apply = تقديم
open-role = لأي دور
open-note = كلمة لمكتب الكاستنج
open-consent = اسمك وبريدك الإلكتروني من حسابك، وسيراهما المكتب.
open-sign-in-first = سجّل الدخول أولًا أو أنشئ حسابًا، ثم عد إلى هنا.
open-closed = هذا النداء لا يستقبل الطلبات الآن.
open-applied = تم التقديم
open-applied-all = تقدّمت لكل أدوار هذا النداء.

said-imported = تم استيراد القائمة.
said-applied = وصل طلبك.
