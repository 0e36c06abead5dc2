# الحجز من دون حساب: الصفحة العامة وتأكيدها وطريقة مشاركة نوع الموعد.
public-with = مع { $organisation }
public-where = المكان
public-length = المدة
public-price = السعر
public-approval = تطّلع { $organisation } على كل طلب وتردّ بالبريد.
public-pick-sub = اختر وقتًا. لا حاجة إلى حساب.
public-no-ways = لا يمكن الحجز الآن
public-no-ways-text = لم تحدد { $organisation } مكان اللقاء بعد. يرجى العودة لاحقًا.
public-link-ended = هذا الرابط لم يعد يعمل
public-link-ended-text = استُخدم أو انتهت مدته أو سُحب. يرجى طلب رابط جديد ممن أرسله.
public-we-call = نتصل بك على الرقم الذي تكتبه.
public-link-follows = يصل الرابط بالبريد قبل المكالمة.
public-link-until = رابطك الخاص يعمل حتى { $when }.

public-details = بياناتك
public-name = الاسم
public-email = البريد الإلكتروني
public-email-hint = يصل التأكيد إلى هنا.
public-phone = الهاتف
public-phone-hint = مع رمز الدولة، مثل ‎+966.
public-phone-call-hint = نتصل بك على هذا الرقم. مع رمز الدولة، مثل ‎+966.
public-guests = من يأتي معك
public-guests-hint = { $n ->
    [zero] لا أحد.
    [one] عنوان بريده الإلكتروني.
    [two] حتى عنوانين للبريد، بينهما فاصلة.
    [few] حتى { $n } عناوين للبريد، بينها فواصل.
    [many] حتى { $n } عنوانًا للبريد، بينها فواصل.
   *[other] حتى { $n } عنوان للبريد، بينها فواصل.
}
public-note = ما ينبغي أن نعرفه
public-website = اترك هذا الحقل فارغًا
public-questions = بضعة أسئلة
public-summary = حجزك
public-what = الموضوع
public-send = احجز
public-send-request = أرسل الطلب
public-what-next = تصلك رسالة بالتفاصيل، ومن رابطها يمكنك اختيار وقت آخر أو الإلغاء.
public-what-next-request = تردّ { $organisation } بالبريد، ومن الرابط فيه يمكنك اختيار وقت آخر أو سحب الطلب.
said-public-booked = تم الحجز. التفاصيل في طريقها إلى بريدك.
said-public-requested = أُرسل الطلب. تصلك رسالة عند الرد عليه.
said-public-moved = صار لك الموعد الجديد. التفاصيل في طريقها إلى بريدك.
said-public-moved-request = أُرسل الطلب. تصلك رسالة عند الرد على الموعد الجديد.
said-public-move-asked = أُرسل الطلب. موعدك الحالي باقٍ لك حتى يُمنح الموعد الجديد، وتصلك رسالة بالرد.

guest-what-next = ما يلي ذلك
guest-next-confirmed = ننتظرك في هذا الموعد. رسالة بالتفاصيل في طريقها إلى { $email }.
guest-next-pending = وصل طلبك إلى { $organisation } وسيصل الرد إلى { $email }. لا يصبح الموعد لك قبل ذلك.
guest-next-scheduled = غيّرت { $organisation } الموعد. نرجو إخبارنا هل يناسبك الموعد الجديد.
guest-moved = نُقل من { $from } إلى { $to }.
guest-until = يمكنك التغيير أو الإلغاء حتى { $when }.
guest-closed = لم يعد ممكنًا التغيير من هنا. يرجى التواصل مع { $organisation }.
guest-again = حجز وقت آخر
guest-ask = لم يعد اختيار الوقت ممكنًا من هنا، ويمكنك أن تطلب من { $organisation } وقتًا آخر.
guest-company = عناوين البريد
guest-company-sub = تصل رسالة إلى كل من تضيفه أو تزيله.
bookings-guests-hint = عناوين البريد وبينها فواصل. تصل رسالة إلى كل من ينضم أو يخرج.
said-guests = حُفظ. تصل رسالة إلى كل من انضم أو خرج.
guest-move = اختيار وقت آخر
guest-move-title = اختيار وقت آخر
guest-move-send = خذ هذا الموعد
guest-move-sub = موعدك الحالي باقٍ لك حتى تأخذ غيره.
guest-move-sub-asks = تردّ { $organisation } على طلبك. موعدك الحالي باقٍ لك حتى يُمنح الموعد الجديد.
guest-move-ask = اطلب هذا الموعد
guest-move-open = طلبت موعدًا آخر. تردّ { $organisation } عليه أولًا، وموعدك الحالي باقٍ لك حتى ذلك الحين.
guest-cancel-title = إلغاء هذا الحجز؟
guest-cancel-send = ألغِ الحجز
guest-withdraw-title = سحب هذا الطلب؟
guest-withdraw = سحب الطلب
guest-withdraw-send = اسحب الطلب
guest-details = بياناتك
guest-answers = الإجابات
guest-others = يأتي أيضًا
guest-someone = ضيف

bookings-accept = قبول
bookings-decline = اعتذار
bookings-decline-title = الاعتذار عن هذا الطلب؟
bookings-pending = طلب هذا الموعد من { $name }
said-accepted = تم القبول وأُبلغوا.
said-request-declined = تم الاعتذار وأُبلغوا.

share-tab = المشاركة
share-address = الصفحة العامة
share-address-sub = كل من يفتحها يمكنه حجز وقت من دون حساب.
share-copy = نسخ
share-copied = نُسخ
share-open = افتح الصفحة
share-who = من يمكنه الحجز
share-who-open = الجميع
share-who-open-note = قد تظهر الصفحة في محركات البحث.
share-who-unlisted = كل من يعرف العنوان
share-who-unlisted-note = يُطلب من محركات البحث ألا تعرضها.
share-who-links = برابط خاص فقط
share-who-links-note = الصفحة العامة غير موجودة لغير حاملي الروابط.
share-approval = الموافقة
share-needs-confirmation = تنتظر الطلبات حتى تقبلها
share-needs-confirmation-hint = من دونها يُؤكَّد الحجز فورًا.
share-pending-blocks = يحفظ الطلب موعده حتى يُردّ عليه
share-pending-blocks-hint = من دونها يمكن لعدة أشخاص طلب الموعد نفسه، ويأخذه أول من تقبله.
share-verify = اطلب تأكيد البريد الإلكتروني أولًا
share-verify-hint = يصلهم رابط بالبريد ولا يُحجز شيء قبل فتحه. يُحفظ الموعد 30 دقيقة.
share-guests = من يمكن أن يأتي معهم
share-guests-hint = من 0 إلى 10. يكتبون العناوين عند الحجز.
share-changes = التغيير والإلغاء
share-may-cancel = يمكن لمن حجز أن يلغي
share-may-reschedule = يمكن لمن حجز أن يختار وقتًا آخر
share-notice = حتى هذه المدة قبل الموعد
share-notice-hint = 0: حتى بدايته.
share-reason = سبب الإلغاء مطلوب من
share-reason-nobody = لا أحد
share-reason-booker = من حجز
share-reason-office = المكتب
share-reason-both = الطرفين
share-links = روابط خاصة
share-links-sub = لمن ينبغي أن يحجز مع أن الصفحة ليست للجميع. يمكن أن ينتهي الرابط من نفسه.
share-links-none = لا توجد روابط خاصة بعد.
share-link-label = لمن
share-link-label-hint = يراه مكتبك فقط.
share-link-until = آخر يوم
share-link-until-hint = بحسب { $zone }. فارغ: بلا نهاية.
share-link-uses = عدد الحجوزات
share-link-uses-hint = كم حجزًا يصلح له. فارغ: أي عدد.
share-link-make = أنشئ رابطًا
share-link-revoke = سحب
share-link-used = { $n ->
    [zero] لم يُستخدم
    [one] استُخدم مرة
    [two] استُخدم مرتين
    [few] استُخدم { $n } مرات
    [many] استُخدم { $n } مرة
   *[other] استُخدم { $n } مرة
}
share-link-used-of = استُخدم { $n } من { $most }
share-link-ends = حتى { $when }
share-link-ended = انتهى
share-link-revoked = سُحب
share-link-works = يعمل
share-link-unnamed = رابط خاص
share-prefill = التعبئة المسبقة
share-prefill-sub = أضف هذه إلى العنوان فيُفتح النموذج وهي معبّأة. لا يُرسل شيء بذلك.
share-prefill-key = أضف
share-prefill-what = يعبّئ
share-prefill-example = مثال
said-shared = حُفظ، ويسري من الآن.
said-link-made = أُنشئ الرابط. انسخه من القائمة.
said-link-revoked = سُحب. لم يعد الرابط يفتح شيئًا.

confirm-check-title = تفقّد بريدك
confirm-check = أرسلنا رابطًا إلى { $email }. افتحه لتؤكد أن العنوان لك؛ لا يُحجز شيء قبل ذلك.
confirm-check-until = يعمل الرابط ويُحفظ الموعد لك حتى { $time }.
confirm-title = تأكيد حجزك
confirm-email = بريدك
confirm-send = أكّد واحجز
confirm-send-request = أكّد وأرسل الطلب
confirm-other = اختيار وقت آخر
