# رسائل البريد. يبدأ كل عنوان بما حدث ثم يبقى على حاله كي تجتمع الرسائل في سلسلة واحدة.
mail-sender-via = { $organisation } عبر Callboard
mail-what-audition = { $role } – { $call }

mail-subject-invitation = دعوة إلى تجربة أداء: { $what }، { $when }
mail-subject-requested = طلب: { $what }، { $when }
mail-subject-booked = حجز: { $what }، { $when }
mail-subject-accepted = قُبل طلب تجربة الأداء: { $what }، { $when }
mail-subject-moved = موعد جديد: { $what }، { $when }
mail-subject-amended = تعديل في التفاصيل: { $what }، { $when }
mail-subject-cancelled = إلغاء: { $what }، { $when }
mail-subject-lapsed = لم يُجب عنه في الوقت: { $what }، { $when }
mail-subject-declined = اعتذار: { $what }، { $when }
mail-subject-confirmed = تأكيد: { $what }، { $when }
mail-subject-change-requested = طلب موعد آخر: { $what }، { $when }
mail-subject-change-granted = موعد جديد كما طلبتم: { $what }، { $when }
mail-subject-change-refused = الموعد باقٍ كما هو: { $what }، { $when }
mail-subject-change-expired = لم يُرَدَّ على طلب تغيير الموعد: { $what }، { $when }
mail-subject-reschedule-requested = نرجو اختيار موعد آخر: { $what }، { $when }
mail-subject-reschedule-refused = أُبقي الموعد: { $what }، { $when }
mail-subject-reschedule-withdrawn = موعدكم باقٍ: { $what }، { $when }
mail-subject-noted = ملاحظة: { $what }، { $when }
mail-subject-left = لم يعد حضوركم مطلوبًا: { $what }، { $when }
mail-subject-reminder-24h = تذكير: { $what }، { $when }
mail-subject-reminder-1h = { $minutes ->
    [60] بعد ساعة: { $what }، { $when }
    [zero] الآن: { $what }، { $when }
    [one] بعد دقيقة واحدة: { $what }، { $when }
    [two] بعد دقيقتين: { $what }، { $when }
    [few] بعد { $minutes } دقائق: { $what }، { $when }
   *[other] بعد { $minutes } دقيقة: { $what }، { $when }
}
# رسالة عن عدة مواعيد من سلسلة معًا
mail-subject-series = { $subject } ({ $n ->
    [zero] بلا مواعيد
    [one] موعد واحد
    [two] موعدان
    [few] { $n } مواعيد
    [many] { $n } موعدًا
   *[other] { $n } موعد
})
mail-series = { $n ->
    [zero] لا مواعيد في هذه السلسلة.
    [one] تخص هذه الرسالة موعدًا واحدًا من سلسلة، وهو مذكور أدناه.
    [two] تخص هذه الرسالة موعدين من سلسلة، وهما مذكوران أدناه.
    [few] تخص هذه الرسالة { $n } مواعيد من سلسلة، وهي مذكورة كلها أدناه.
    [many] تخص هذه الرسالة { $n } موعدًا من سلسلة، وهي مذكورة كلها أدناه.
   *[other] تخص هذه الرسالة { $n } موعد من سلسلة، وهي مذكورة كلها أدناه.
}

# إلى الموهبة
mail-talent-invitation-title = أنتم مدعوون إلى تجربة أداء
mail-talent-invitation = تدعوكم { $organisation } إلى تجربة أداء: { $what }. نرجو إخبارنا هل يمكنكم الحضور.
mail-talent-pending-title = وصلنا طلبكم
mail-talent-pending = ستطّلع { $organisation } على طلبكم لتجربة الأداء ({ $what }) وتردّ عليكم بالبريد.
mail-guest-booked-title = حجزكم مؤكد
mail-guest-booked = { $organisation } في انتظاركم: { $what }.
mail-guest-moved-title = صار لكم موعد جديد
mail-guest-moved = نقلتم حجزكم لدى { $organisation }: { $what }.
mail-guest-cancelled-title = ألغيتم حجزكم
mail-guest-cancelled = أُلغي حجزكم لدى { $organisation }: { $what }.

# لمن يأتون برفقة صاحب الحجز
mail-along-booked-title = أنتم مدعوون برفقة { $name }
mail-along-booked = حجز { $name } موعد { $what } لدى { $organisation } وذكر أنكم تأتون برفقته.
mail-along-requested-title = يطلب { $name } موعدًا وأنتم برفقته
mail-along-requested = يطلب { $name } من { $organisation } موعدًا لـ { $what } وذكر أنكم تأتون برفقته. لم يُتفق على شيء بعد.
mail-along-moved-title = هناك موعد جديد
mail-along-moved = تغير موعد { $what } لدى { $organisation } الذي تأتون إليه برفقة { $name }.
mail-along-amended-title = تغيرت التفاصيل
mail-along-amended = الموعد كما هو. تغيرت تفاصيل { $what } لدى { $organisation } الذي تأتون إليه برفقة { $name }.
mail-along-cancelled-title = أُلغي الموعد
mail-along-cancelled = أُلغي موعد { $what } لدى { $organisation } الذي كنتم ستأتون إليه برفقة { $name }.
mail-along-left-title = لم يعد حضوركم مطلوبًا
mail-along-left = لم تعودوا ضمن من يأتون برفقة { $name } إلى { $what } لدى { $organisation }.
mail-along-before-title = اقترب الموعد
mail-along-before = اقترب موعد { $what } لدى { $organisation } الذي تأتون إليه برفقة { $name }.
mail-along-after = شكرًا لقدومكم برفقة { $name } إلى { $what } لدى { $organisation }.
mail-along = يأتي أيضًا

mail-talent-accepted-title = تم ترتيب تجربة الأداء
mail-talent-accepted = قبلت { $organisation } طلبكم لتجربة الأداء: { $what }.
mail-talent-confirmed-title = تجربة الأداء مؤكدة
mail-talent-confirmed = أكّدت { $organisation } تجربة أدائكم: { $what }.
mail-talent-moved-title = تغيّر موعد تجربة الأداء
mail-talent-moved = غيّرت { $organisation } موعد تجربة أدائكم: { $what }. نرجو إخبارنا هل يناسبكم الموعد الجديد.
mail-talent-amended-title = تغيّرت تفاصيل تجربة الأداء
mail-talent-amended = الموعد لم يتغيّر. عدّلت { $organisation } التفاصيل أدناه: { $what }.
mail-talent-cancelled-title = أُلغيت تجربة الأداء
mail-talent-cancelled = ألغت { $organisation } تجربة أدائكم: { $what }. لا يلزمكم فعل شيء.
mail-talent-cancelled-system = أُلغيت تجربة أدائكم لدى { $organisation }: { $what }. لا يلزمكم فعل شيء.
mail-talent-lapsed-title = لم يُجب عن طلبكم في الوقت
mail-talent-lapsed = لم تُجب { $organisation } عن طلبكم لـ{ $what } قبل أن يحين موعده. لن يُعقد.
mail-talent-declined-title = لم يُقبل طلبكم
mail-talent-declined = تعذّر على { $organisation } قبول طلبكم لتجربة الأداء: { $what }.
mail-talent-change-granted-title = لكم الموعد الذي طلبتموه
mail-talent-change-granted = نقلت { $organisation } تجربة أدائكم كما طلبتم: { $what }. نرجو تأكيد الموعد.
mail-talent-change-refused-title = موعد تجربة الأداء باقٍ كما هو
mail-talent-change-refused = تعذّر على { $organisation } توفير موعد آخر لتجربة الأداء: { $what }. الموعد أدناه ما زال قائمًا، ونرجو إخبارنا هل يمكنكم الحضور.
mail-guest-change-granted = نقلت { $organisation } حجزكم كما طلبتم: { $what }. لا يلزمكم شيء آخر.
mail-guest-change-refused-title = حجزكم باقٍ في موعده
mail-guest-change-refused = تعذّر على { $organisation } منحكم الموعد الآخر: { $what }. الموعد أدناه ما زال لكم.
mail-talent-change-expired-title = انتهت مدة طلبكم لموعد آخر
mail-talent-change-expired = لم يُرَدَّ في الوقت المناسب على طلبكم موعدًا آخر لتجربة الأداء: { $what }. الموعد أدناه ما زال قائمًا.
mail-talent-reschedule-title = طلب من { $who }: اختيار موعد آخر
mail-talent-reschedule = ورد من { $who } لدى { $organisation } طلب أن تختاروا موعدًا آخر لتجربة الأداء: { $what }. الموعد أدناه باقٍ لكم حتى تختاروا غيره.
mail-talent-reschedule-withdrawn-title = موعد تجربة الأداء باقٍ كما هو
mail-talent-reschedule-withdrawn = لم تعد { $organisation } تطلب موعدًا آخر لتجربة الأداء: { $what }. الموعد أدناه قائم.
mail-talent-reminder-24h-title = تجربة أدائكم غدًا
mail-talent-reminder-24h-today-title = تجربة أدائكم قريبًا
mail-talent-reminder-24h = بقي أقل من يوم على تجربة أدائكم لدى { $organisation }: { $what }.
mail-talent-reminder-1h-title = { $minutes ->
    [zero] تجربة أدائكم الآن
    [one] تجربة أدائكم بعد دقيقة واحدة
    [two] تجربة أدائكم بعد دقيقتين
    [few] تجربة أدائكم بعد { $minutes } دقائق
    [many] تجربة أدائكم بعد { $minutes } دقيقة
   *[other] تجربة أدائكم بعد { $minutes } دقيقة
}
mail-talent-reminder-1h = { $organisation } في انتظاركم: { $what }.

# إلى مسؤول الكاستنج
mail-caster-invitation-title = حجز من { $name }
mail-caster-invitation = ورد حجز من { $name } لتجربة أداء: { $what }.
mail-caster-requested-title = طلب موعد من { $name }
mail-caster-requested = ورد من { $name } طلب موعد: { $what }. نرجو القبول أو الاعتذار.
mail-caster-accepted-title = تم ترتيب تجربة أداء { $name }
mail-caster-accepted = قُبل طلب { $name } لتجربة الأداء: { $what }.
mail-caster-confirmed-title = تأكيد حضور من { $name }
mail-caster-confirmed = ورد تأكيد الحضور من { $name } إلى تجربة الأداء: { $what }.
mail-caster-lapsed-title = لم يُجب عن طلب { $name } في الوقت
mail-caster-lapsed = طلب { $name } موعدًا لـ{ $what } ولم يُجب أحد قبل أن يحين موعده. انتهى الطلب وأُبلغ { $name }.
mail-caster-declined-title = اعتذار من { $name }
mail-caster-declined = ورد اعتذار من { $name } عن تجربة الأداء: { $what }. الموعد متاح من جديد.
mail-caster-cancelled-title = إلغاء من { $name }
mail-caster-cancelled = ورد من { $name } إلغاء تجربة الأداء: { $what }. الموعد متاح من جديد.
mail-caster-cancelled-system-title = أُلغيت تجربة أداء { $name }
mail-caster-cancelled-system = أُلغيت تجربة أداء { $name }: { $what }. الموعد متاح من جديد.
mail-caster-moved-title = موعد آخر من اختيار { $name }
mail-caster-moved-office-title = موعد جديد لتجربة أداء { $name }
mail-caster-moved = لتجربة أداء { $name } موعد جديد: { $what }.
mail-caster-amended-title = تعديل في التفاصيل من { $name }
mail-caster-amended = تغيّرت تفاصيل تجربة أداء { $name }: { $what }. الموعد لم يتغيّر.
mail-caster-change-requested-title = طلب موعد آخر من { $name }
mail-caster-change-requested = ورد من { $name } طلب موعد آخر لتجربة الأداء: { $what }. يبقى الموعد أدناه قائمًا حتى تمنحوا موعدًا جديدًا.
mail-caster-change-expired-title = انتهت مدة طلب { $name }
mail-caster-change-expired = لم يُرَدَّ في الوقت المناسب على طلب { $name } موعدًا آخر لتجربة الأداء: { $what }. الموعد أدناه ما زال قائمًا.
mail-caster-reschedule-refused-title = الموعد باقٍ: { $name }
mail-caster-reschedule-refused = طلبتم موعدًا آخر من { $name } لتجربة الأداء: { $what }. الرد: يبقى الموعد أدناه.
mail-caster-noted-title = ملاحظة من { $name }
mail-caster-noted = وردتكم ملاحظة من { $name } عن تجربة الأداء: { $what }.

# الحقائق
mail-when = الموعد
mail-when-was = كان الموعد
mail-role = الدور
mail-call = العمل
mail-about = بخصوص
mail-where = المكان
mail-how = الطريقة
mail-with = مع
mail-talent = الموهبة
mail-by-video = مكالمة فيديو
mail-by-phone = مكالمة هاتفية
mail-phone-we-call = نتصل بكم على { $number }
mail-join = الانضمام إلى مكالمة الفيديو
mail-link-later = الرابط يتبع.
mail-link-missing = لا رابط بعد. أضفه في صفحة الحجز.
mail-map = فتح الخريطة
mail-password = كلمة المرور: { $password }
mail-proposed = مواعيد تناسب { $name }
mail-time-in-zone = { $time } ({ $zone }، { $offset })
mail-day-and-time = { $day }، { $time }
mail-note-from = ملاحظة من { $name }
mail-reason = السبب

# الأزرار والتنبيهات
mail-answer = التأكيد أو الاعتذار أو طلب موعد آخر
mail-choose-time = اختيار موعد آخر
mail-open-audition = فتح تجربة الأداء
mail-open-booking = فتح الحجز
mail-open-own-booking = عرض الحجز أو تغييره أو إلغاؤه
mail-accept-or-decline = القبول أو الاعتذار
mail-guest = الحجز من
mail-answer-request = الموافقة أو الرفض
mail-only-button-answers = هذا الزر وحده يوصل ردّكم. القبول في التقويم يحفظ الموعد لديكم فقط ولا يصل إلى { $organisation }.
mail-button-or-calendar-answers = ردّوا بهذا الزر، أو بالقبول أو الاعتذار في تقويمكم: يصل الرد في الحالتين إلى { $organisation }.
mail-link-is-yours = يعمل الرابط دون تسجيل الدخول. لا تعيدوا إرساله: من يملكه يستطيع الرد باسمكم.
mail-add-google = الإضافة إلى تقويم Google
mail-add-outlook = الإضافة إلى Outlook
mail-footer-talent = تصلكم هذه الرسالة لأن { $organisation } ترتّب تجارب الأداء عبر Callboard.
mail-footer-caster = تصلكم هذه الرسالة لأنكم حجزتم تجربة الأداء هذه عبر Callboard.
mail-footer-account = تصلكم هذه الرسالة لأن هذا العنوان استُخدم في Callboard.

# مدخلات التقويم
mail-calendar-summary = تجربة أداء: { $what }
mail-calendar-summary-caster = { $name }: { $what }
mail-calendar-summary-meeting = { $what } ({ $taken }/{ $places })
mail-calendar-place = { $name }: { $what }، { $status }
mail-calendar-more = و{ $count } غيرهم
mail-calendar-answer = للرد: { $url }
mail-calendar-open = التفاصيل: { $url }

# رسائل الحساب
mail-hello = أهلًا { $name }،
mail-reset-subject = تعيين كلمة مرور جديدة
mail-reset-title = تعيين كلمة مرور جديدة
mail-reset = طلب شخص ما تعيين كلمة مرور جديدة لهذا العنوان. إن كنتم أنتم فاختاروا واحدة الآن، وإلا فلا يلزمكم فعل شيء: كلمة المرور القديمة باقية.
mail-reset-button = تعيين كلمة مرور جديدة
mail-reset-hint = يعمل الرابط مرة واحدة ولمدة 30 دقيقة.
mail-verify-subject = تأكيد عنوان البريد
mail-verify-title = تأكيد عنوان البريد
mail-verify = أكّدوا أن هذا العنوان لكم ليصبح حسابكم جاهزًا.
mail-verify-button = تأكيد العنوان
mail-verify-hint = يعمل الرابط مرة واحدة ولمدة 24 ساعة. إن لم تطلبوه فتجاهلوا هذه الرسالة.
mail-invite-subject = دعوة إلى { $organisation }
mail-invite-title = انضمّوا إلى { $organisation } على Callboard
mail-invite = وصلتكم دعوة من { $inviter } للعمل مع { $organisation } على Callboard.
mail-invite-button = قبول الدعوة
mail-invite-hint = يعمل الرابط مرة واحدة ولمدة سبعة أيام.
mail-claim-subject = تجارب أدائكم لدى { $organisation }
mail-claim-title = كل تجارب أدائكم في مكان واحد
mail-claim = أضافتكم { $organisation } إلى قائمة مواهبها. فعّلوا حسابكم لتروا تجارب أدائكم وتحددوا الأوقات التي تناسبكم.
mail-claim-button = تفعيل حسابي
mail-claim-hint = يعمل الرابط مرة واحدة ولمدة سبعة أيام. إن لم تكونوا تعرفون { $organisation } فتجاهلوا هذه الرسالة.
mail-account-exists-subject = لديكم حساب بالفعل
mail-account-exists-title = لديكم حساب بالفعل
mail-account-exists = حاول شخص ما التسجيل بهذا العنوان، وله حساب من قبل. إن كنتم أنتم فسجّلوا الدخول، وإن نسيتم كلمة المرور فعيّنوا واحدة جديدة هناك.
mail-account-exists-button = تسجيل الدخول
mail-confirm-booking-subject = أكّدوا حجزكم: { $what }، { $when }
mail-confirm-booking-title = أكّدوا حجزكم
mail-confirm-booking = طلبتم حجز { $what }، { $when }. لا يُحجز شيء قبل أن تؤكدوا أن هذا العنوان لكم.
mail-confirm-booking-button = أكّدوا واحجزوا
mail-confirm-booking-hint = يعمل الرابط مرة واحدة ولمدة 30 دقيقة، والموعد محفوظ لكم حتى ذلك الحين. إن لم تطلبوا ذلك فتجاهلوا هذه الرسالة.
mail-address-changed-subject = تغيّر عنوان حسابكم
mail-address-changed-title = تغيّر عنوان حسابكم
mail-address-changed = يستخدم حسابكم الآن العنوان { $address }. إن لم تفعلوا ذلك فأخبروا مدير جهتكم فورًا.
mail-password-changed-subject = تغيّرت كلمة المرور
mail-password-changed-title = تغيّرت كلمة المرور
mail-password-changed = تغيّرت كلمة مرور حسابكم وأُنهيت كل الجلسات الأخرى. إن لم تفعلوا ذلك فعيّنوا كلمة مرور جديدة فورًا.
mail-password-changed-button = تسجيل الدخول
mail-webhook-disabled-subject = أُوقف الويب هوك: { $host }
mail-webhook-disabled-title = أُوقف أحد الويب هوك
mail-webhook-disabled-gone = أجاب { $host } بأنه لم يعد موجودًا (410)، لذلك لن يُرسل إليه شيء بعد الآن.
mail-webhook-disabled-failing = لم يستقبل { $host } أي رسالة منذ خمسة أيام، لذلك لن يُرسل إليه شيء بعد الآن.
mail-webhook-disabled-hint = تُحفظ الرسائل 30 يومًا. عندما يعمل المستقبِل، فعّلوا الويب هوك ثم أعيدوا إرسال ما فاته.
mail-test-subject = رسالة تجريبية من Callboard
mail-test-title = البريد يعمل
mail-test = هذه هي الرسالة التجريبية التي طلبتموها. ستصل الدعوات والتذكيرات بالطريقة نفسها.

# صندوق الصادر في نسخ التجربة والاختبار.
mail-outbox-title = صندوق الصادر
mail-outbox-sub = رسائل كانت سترسل. لا يصل أي منها إلى أحد.
mail-outbox-none = لا رسائل بعد
mail-outbox-none-text = احجز تجربة أداء فتظهر دعوتها هنا.
mail-outbox-only = الرسائل إلى { $address }
mail-outbox-all = إظهار كل الرسائل
mail-outbox-subject = الموضوع
mail-outbox-to = إلى
mail-outbox-sent = أُرسلت
mail-outbox-as-html = كما تعرضها برامج البريد
mail-outbox-as-text = نصًّا
mail-outbox-calendar = مدخل التقويم
mail-calendar-failing-subject = تتعذر قراءة تقويمكم: { $calendar }
mail-calendar-failing-title = تتعذر قراءة أحد تقاويمكم
mail-calendar-failing = تعذّرت قراءة «{ $calendar }» منذ ساعة. ويواصل Callboard المحاولة.
mail-calendar-failing-closed = لم يعد حساب «{ $calendar }» يسمح لـ Callboard بالدخول. اربطوه من جديد؛ لا يضيع شيء.
mail-calendar-failing-button = انظروا إلى تقاويمكم
mail-calendar-failing-hint = حتى ذلك الحين لا يُعرف ما استجدّ فيه، وقد لا تستطيع جهتكم حجز وقت معكم.
mail-subject-reassigned = تغيّر من يستقبلكم: { $what }، { $when }
mail-talent-reassigned-title = شخص آخر يستقبلكم
mail-talent-reassigned = الوقت والمكان كما هما. يستقبلكم { $team } من { $organisation } في { $what }.
mail-subject-host-gives = لم تعد لديكم: { $what }، { $when }
mail-subject-host-takes = صارت لديكم: { $what }، { $when }
mail-host-gives-title = لم تعودوا تستقبلون { $name }
mail-host-gives = سُلّم الموعد: يتولى الاستقبال { $team } في الوقت والمكان نفسيهما.
mail-host-gives-moved = نُقل الموعد إلى وقت آخر، ويتولى الاستقبال حينها { $team }. ما يرد أدناه لم يعد لديكم.
mail-host-takes-title = صرتم تستقبلون { $name }
mail-host-takes = سُلّم إليكم هذا الموعد. الوقت والمكان كما هما.
mail-host-takes-moved = نُقل الموعد إلى هذا الوقت، وأنتم من يستقبل حينها.

# ما يُحجز من غير طلب ترشّح يُسمّى باسم نوع الموعد، وليس تجربة أداء.
mail-subject-invitation-plain = دعوة: { $what }، { $when }
mail-subject-accepted-plain = قُبل: { $what }، { $when }
mail-subject-told-after-plain = بعد اللقاء: { $what }، { $when }
mail-talent-pending-title-plain = وصل طلبكم
mail-talent-accepted-title-plain = تم الترتيب: { $what }
mail-talent-accepted-plain = قبلت { $organisation } طلبكم: { $what }.
mail-talent-confirmed-title-plain = تم التأكيد: { $what }
mail-talent-confirmed-plain = أكّدت { $organisation } موعدكم: { $what }.
mail-talent-moved-title-plain = موعد جديد: { $what }
mail-talent-moved-plain = غيّرت { $organisation } موعدكم: { $what }. نرجو إخبارنا هل يناسبكم الموعد الجديد.
mail-talent-amended-title-plain = تغيّرت التفاصيل: { $what }
mail-talent-cancelled-title-plain = أُلغي: { $what }
mail-talent-cancelled-plain = ألغت { $organisation } موعدكم: { $what }. لا يلزمكم فعل شيء.
mail-talent-cancelled-system-plain = أُلغي موعدكم لدى { $organisation }: { $what }. لا يلزمكم فعل شيء.
mail-talent-declined-title-plain = لم يُقبل طلبكم
mail-talent-declined-plain = تعذّر على { $organisation } قبول طلبكم: { $what }.
mail-talent-change-granted-plain = نقلت { $organisation } موعدكم كما طلبتم: { $what }. نرجو تأكيد الموعد.
mail-talent-change-refused-title-plain = الموعد باقٍ كما هو
mail-talent-change-refused-plain = تعذّر على { $organisation } توفير موعد آخر: { $what }. الموعد أدناه ما زال قائمًا، ونرجو إخبارنا هل يمكنكم الحضور.
mail-talent-change-expired-plain = لم يُرَدَّ في الوقت المناسب على طلبكم موعدًا آخر: { $what }. الموعد أدناه ما زال قائمًا.
mail-talent-reschedule-plain = ورد من { $who } لدى { $organisation } طلب أن تختاروا موعدًا آخر: { $what }. الموعد أدناه باقٍ لكم حتى تختاروا غيره.
mail-talent-reschedule-withdrawn-title-plain = الموعد باقٍ كما هو
mail-talent-reschedule-withdrawn-plain = لم تعد { $organisation } تطلب منكم موعدًا آخر: { $what }. الموعد أدناه قائم.
mail-talent-reminder-24h-title-plain = غدًا: { $what }
mail-talent-reminder-24h-today-title-plain = قريبًا: { $what }
mail-talent-reminder-24h-plain = بقي أقل من يوم على موعدكم لدى { $organisation }: { $what }.
mail-caster-invitation-title-plain = حجز من { $name }
mail-caster-invitation-plain = ورد حجز من { $name }: { $what }.
mail-caster-accepted-title-plain = قُبل طلب { $name }
mail-caster-accepted-plain = قُبل طلب { $name }: { $what }.
mail-caster-confirmed-plain = ورد تأكيد الحضور من { $name }: { $what }.
mail-caster-declined-plain = ورد اعتذار من { $name }: { $what }. الموعد متاح من جديد.
mail-caster-cancelled-plain = ورد من { $name } إلغاء: { $what }. الموعد متاح من جديد.
mail-caster-cancelled-system-title-plain = أُلغي حجز { $name }
mail-caster-cancelled-system-plain = أُلغي حجز { $name }: { $what }. الموعد متاح من جديد.
mail-caster-moved-office-title-plain = موعد جديد لحجز { $name }
mail-caster-moved-plain = لحجز { $name } موعد جديد: { $what }.
mail-caster-amended-plain = تغيّرت تفاصيل حجز { $name }: { $what }. الموعد لم يتغيّر.
mail-caster-change-requested-plain = ورد من { $name } طلب موعد آخر: { $what }. يبقى الموعد أدناه قائمًا حتى تمنحوا موعدًا جديدًا.
mail-caster-change-expired-plain = لم يُرَدَّ في الوقت المناسب على طلب { $name } موعدًا آخر: { $what }. الموعد أدناه ما زال قائمًا.
mail-caster-reschedule-refused-plain = طلبتم موعدًا آخر من { $name }: { $what }. الرد: يبقى الموعد أدناه.
mail-caster-noted-plain = وردتكم ملاحظة من { $name }: { $what }.
mail-told-talent-booked-title-plain = حُجز: { $what }
mail-told-talent-booked-plain = لكم موعد لدى { $organisation }: { $what }.
mail-told-talent-confirmed-plain = موعدكم لدى { $organisation } مؤكد: { $what }.
mail-told-talent-declined-title-plain = اعتُذر: { $what }
mail-told-talent-declined-plain = لن يُعقد الموعد لدى { $organisation }: { $what }.
mail-told-talent-rescheduled-plain = لموعدكم لدى { $organisation } وقت جديد: { $what }.
mail-told-talent-before-plain = اقترب موعدكم لدى { $organisation }: { $what }.
mail-told-talent-after-plain = شكرًا لحضوركم لدى { $organisation }: { $what }.
mail-told-talent-unconfirmed-plain = لم يصل { $organisation } ردّكم بعد: { $what }. نرجو إخبارنا هل يمكنكم الحضور.
mail-told-booked-plain = لدى { $name } موعد: { $what }.
mail-told-declined-title-plain = اعتُذر عن حجز { $name }
mail-told-declined-plain = لن يُعقد موعد { $name }: { $what }. الموعد متاح من جديد.
mail-told-rescheduled-title-plain = لحجز { $name } موعد جديد
mail-told-before-plain = اقترب موعد { $name }: { $what }.
mail-told-after-plain = انتهى موعد { $name }: { $what }.
mail-told-unconfirmed-plain = لم يُفد { $name } بعد هل يحضر: { $what }.
mail-talent-reminder-1h-title-plain = { $minutes ->
    [zero] يبدأ موعدكم الآن
    [one] يبدأ موعدكم بعد دقيقة واحدة
    [two] يبدأ موعدكم بعد دقيقتين
    [few] يبدأ موعدكم بعد { $minutes } دقائق
   *[other] يبدأ موعدكم بعد { $minutes } دقيقة
}
mail-footer-guest-plain = وصلتكم هذه الرسالة لأنكم مرافقون في موعد تنظمه { $organisation } عبر Callboard.
mail-footer-host-plain = وصلتكم هذه الرسالة لأنكم تستضيفون هذا اللقاء في Callboard.
