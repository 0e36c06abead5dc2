# تجارب الأداء والحجوزات: شاشات المواهب ومسؤولي الكاستنج.
auditions-title = تجارب الأداء
auditions-which = أي التجارب
auditions-upcoming = القادمة
auditions-past = السابقة
auditions-cancelled = الملغاة
auditions-none = لا توجد تجربة أداء قادمة
auditions-none-text = عندما يحجز معك مكتب كاستنج موعدًا سيظهر هنا ويصلك بريد. حدّث أوقاتك لتناسبك المواعيد.
auditions-none-hours = أوقاتي
auditions-none-past = لا تجارب سابقة
auditions-none-past-text = تنتقل التجارب إلى هنا بعد انتهائها.
auditions-none-cancelled = لم يُلغَ شيء
auditions-none-cancelled-text = تظهر هنا التجارب التي أُلغيت أو اعتذرت عنها.

status-asks-you = بانتظار ردّك

booking-nobody = لا أحد
booking-role = دور
booking-round = الجولة { $n }
booking-when = متى
booking-where = أين
booking-with = مع
booking-message = رسالة
booking-request = طلبت
booking-map = الخريطة والوصول
booking-link-later = سيصلك الرابط لاحقًا.
booking-password = كلمة المرور:
booking-ended = أُلغيت في { $when }.
booking-ended-by = ألغاها { $who } في { $when }.
booking-declined-by = اعتذر عنه { $who } في { $when }.
booking-lapsed = لم يصل رد قبل حلول الموعد ({ $when }).

answer-confirm = أؤكد حضوري
answer-another-time = وقت آخر
answer-decline = لا أستطيع
answer-cancel = إلغاء
answer-join = دخول المكالمة
answer-calendar = أضف إلى التقويم
answer-calendar-file = ملف تقويم (‎.ics)
answer-calendar-google = تقويم Google
answer-calendar-outlook = Outlook
answer-keep = إبقاء الموعد
answer-reason = السبب
answer-reason-hint = يقرؤه مكتب الكاستنج.
answer-decline-title = لا تستطيع الحضور؟
answer-decline-send = أرسل: لا أستطيع الحضور
answer-cancel-title = إلغاء تجربة الأداء؟
answer-cancel-send = إلغاء التجربة
answer-another-time-title = طلب وقت آخر
answer-another-time-send = إرسال الطلب
answer-times-legend = أوقات تناسبك
answer-times-hint = اختر حتى خمسة أوقات. تظهر الأوقات المتاحة لدى مكتب الكاستنج فقط، { $zone }.
answer-no-times = لا وقت آخر متاحًا لدى مكتب الكاستنج في الأسابيع الثلاثة القادمة. أرسل لهم ملاحظة.
answer-note = كلمة إلى مكتب الكاستنج
answer-kept = يبقى موعدك الحالي لك حتى يوافقوا على غيره.
answer-note-title = ملاحظة إلى مكتب الكاستنج
answer-note-label = ما ينبغي أن يعرفوه: سهولة الوصول، مترجم إشارة، مرافق
answer-note-save = إرسال الملاحظة
asked-title = طلب من { $who }: اختيار وقت آخر
asked-text = موعدك الحالي باقٍ لك حتى تختار غيره، وما تختاره يُعتمد فورًا.
asked-keep = إبقاء هذا الموعد
asked-keep-title = إبقاء موعدك الحالي؟
asked-keep-text = يُبلَّغ مكتب الكاستنج بأنك تبقي موعدك، ويظل لك.
asked-keep-send = أبقِ موعدي
asked-closed = لم يعد مطلوبًا منك اختيار وقت آخر. موعدك باقٍ كما هو.

said-confirmed = تم التأكيد، وأُبلغ مكتب الكاستنج.
said-declined = تم الاعتذار، وأُبلغ مكتب الكاستنج.
said-cancelled = أُلغيت، وأُبلغ الطرف الآخر.
said-requested = أُرسل طلبك. يبقى موعدك الحالي حتى يصلك الرد.
said-noted = أُرسلت الملاحظة.
said-time-kept = موعدك باقٍ كما هو، وأُبلغ مكتب الكاستنج.
said-reschedule-asked = أُرسل الطلب. يبقى الموعد الحالي حتى يُختار غيره.
said-reschedule-withdrawn = سُحب الطلب، وأُبلغوا بأن الموعد باقٍ.
said-booked = تم الحجز. تصل الموهبة رسالة بالدعوة.
said-moved = نُقل الموعد. يُطلب من الموهبة تأكيد الوقت الجديد.
said-moved-guest = نُقل الموعد. يُطلب من الضيف تأكيد الوقت الجديد.
said-request-granted = تمت الموافقة وأُبلغ صاحب الطلب بالموعد الجديد.
said-request-refused = رُفض الطلب. بقي الموعد كما هو وأُبلغ صاحب الطلب.
said-completed = سُجّلت مكتملة.
said-no-show = سُجّل عدم الحضور. يمكنك التراجع.
said-amended = تم التغيير، وأُبلغت الموهبة.
said-amended-guest = تم التغيير، وأُبلغ الضيف.
said-private-notes = حُفظت الملاحظات الخاصة. لا تراها المواهب أبدًا.
said-booking-hidden = أُزيل الحجز من القوائم.

history-title = السجل
history-system = Callboard
history-moved = { $from } ← { $to }
history-arrow = ←
history-booked = حُجزت
history-accepted = قُبلت
history-confirmed = أُكّدت
history-declined = اعتذار
history-cancelled = أُلغيت
history-rescheduled = نُقلت
history-amended = عُدّلت
history-completed = اكتملت
history-no-show = لم يحضر
history-undone = تراجع
history-change-requested = طُلب وقت آخر
history-change-refused = رُفض الطلب
history-change-expired = انتهى الطلب
history-reschedule-requested = طُلب اختيار وقت آخر
history-reschedule-refused = أُبقي الموعد
history-reschedule-withdrawn = سُحب طلب الوقت الآخر
history-reschedule-expired = انتهى طلب الوقت الآخر
history-noted = ملاحظة من الموهبة
history-guest-noted = ملاحظة من الضيف
history-privately-noted = ملاحظة خاصة
history-hidden = أُزيلت من القوائم

reply-title = تجربة أدائك
reply-over = انتهت تجربة الأداء هذه أو أُلغيت. يمكنك قراءة تفاصيلها هنا.
reply-account = كل تجارب أدائك

why-sentence = { $reasons }.
why-closed = لا أحد يعمل في ذلك اليوم.
why-team = ليس كل من يلزم متاحًا
why-away = { $name } غائب
why-holiday = إنه يوم عطلة
why-pause = هناك استراحة
why-busy = { $name } مشغول
why-talent-busy = { $name } غير متاح
why-hold = هناك من يحجز هذه المواعيد
why-notice = الوقت قريب جدًا
why-window = الوقت بعيد جدًا
why-seats = امتلأت الأماكن
why-talent-hours = خارج الأوقات التي حدّدها { $name }
why-stale = تعذّرت قراءة تقويم { $name }
why-no-room = لا قاعة متاحة
why-event-hours = الوقت خارج الساعات الخاصة بنوع الموعد
why-limit = بلغ عدد التجارب حدّه
why-hours = خارج ساعات عمل { $name }
whatif-sentence = تُتاح مواعيد بأحد هذه: { $ways }.
whatif-line = { $way } ({ $times })
whatif-notice = تقصير مهلة الإشعار
whatif-window = الحجز لوقت أبعد
whatif-buffers = الاستغناء عن الوقت الفاصل
whatif-limits = تجاوز الحد
whatif-event-hours = تجاوز الساعات الخاصة بنوع الموعد
whatif-room = اللقاء في غير القاعة
whatif-holidays = العمل في يوم العطلة
whatif-pauses = العمل في وقت الاستراحة
whatif-talent-hours = مواعيد خارج الأوقات التي حدّدها { $name }
whatif-hours = ساعات أخرى لعمل { $name }
whatif-away = حضور { $name } بدل الغياب
whatif-without = الاستغناء عن { $name }

book-title = حجز تجربة أداء
book-no-kinds = لا يوجد ما يُحجز بعد
book-no-kinds-text = يُعدّ المدير أنواع التجارب (المدة والفريق والساعات). اطلب نوعًا لهذا النداء.
book-kind = النوع
book-nobody-told = لا يُبلَّغ أحد قبل أن تؤكد.
book-where = المكان
book-how = طريقة اللقاء
book-address = العنوان
book-room-note = اتركه فارغًا لاستخدام قاعة هذا النوع.
book-link = الرابط
book-password = كلمة المرور
book-phone = الرقم الذي نتصل به
book-words = الكلمات
book-message = رسالة إلى الموهبة
book-guest-message = رسالة إلى الضيف
book-message-hint = تظهر في الدعوة وفي صفحتها.
book-notes = ملاحظات خاصة
book-notes-hint = يراها فريقك فقط.
book-questions = أسئلة
book-summary = تجربة الأداء
book-who = من
book-send = حجز التجربة
book-other-time = اختيار وقت آخر
book-held = هذا الموعد محفوظ لك حتى { $time }.
book-lost = لم يعد متاحًا
book-nearest-hint = اختر واحدًا منها. ما كتبته محفوظ.
book-held-extend = الاحتفاظ به 5 دقائق أخرى
book-not-held = هذا الموعد غير محفوظ لك الآن. قد يكون متاحًا بعد، وما كتبته باقٍ.
book-hold-again = حفظ هذا الموعد
book-what-next = تصل الموهبة رسالة بالدعوة ويمكنها التأكيد أو الاعتذار أو طلب وقت آخر.

bookings-when = متى
bookings-talent = الموهبة
bookings-about = النداء والدور
bookings-place = المكان
bookings-status = الحالة
bookings-search = الاسم بأي كتابة
bookings-none = لا حجوزات هنا
bookings-none-text = احجز تجربة أداء من طلبات نداء كاستنج.
bookings-asks = يطلب وقتًا آخر
bookings-talent-notes = ملاحظة الموهبة
bookings-guest-notes = ملاحظة الضيف
bookings-no-address = لا يُعرف له عنوان بريد: لم تُرسل أي رسالة. يُرجى إبلاغه مباشرة.
bookings-request = طلب وقت آخر
bookings-request-text = اختر وقتًا لتنقل التجربة إليه. يبقى الموعد الحالي حتى ذلك.
bookings-refuse = رفض
bookings-refuse-title = رفض الوقت الآخر؟
bookings-ask = طلب اختيار وقت آخر
bookings-ask-title = أتطلب من { $name } اختيار وقت آخر؟
bookings-ask-text = تصل رسالة لاختيار وقت من الأوقات المتاحة، ويبقى الموعد الحالي حتى ذلك.
bookings-ask-send = إرسال الطلب
bookings-asked = طُلب من { $name } اختيار وقت آخر
bookings-asked-by = الطلب من { $who }، { $when }.
bookings-asked-text = يبقى الموعد الحالي حتى يُختار غيره، أو يُبلَّغ بإبقائه، أو يحين.
bookings-asked-withdraw = سحب الطلب
bookings-asked-short = طُلب وقت آخر
bookings-room = القاعة
bookings-room-none = عنوان آخر
bookings-other-address = عنوان آخر
bookings-other-address-hint = فقط إذا لم تُختر قاعة.
bookings-room-shared = لآخرين مكان في هذا اللقاء، فتبقى قاعته كما هي. للقاء في مكان آخر، ألغِ اللقاء واحجزه من جديد.
bookings-accept-lost = يمكن نقله إلى وقت آخر أو إسناده إلى مضيف آخر، أو الاعتذار عنه.
bookings-move = نقل
bookings-move-title = نقل تجربة الأداء
bookings-move-text = يبقى الحجز نفسه، وتُبلَّغ الموهبة مرة واحدة عند تأكيدك.
bookings-move-send = نقل وإبلاغ الموهبة
bookings-move-asks = يُطلب من الموهبة تأكيد الوقت الجديد.
bookings-guest-move-text = يبقى الحجز نفسه، ويُبلَّغ الضيف مرة واحدة عند تأكيدك.
bookings-guest-move-send = نقل وإبلاغ الضيف
bookings-guest-move-asks = يُطلب من الضيف تأكيد الوقت الجديد.
bookings-now = الآن
bookings-from = من
bookings-to = إلى
bookings-amend = تغيير المكان أو الرسالة
bookings-complete = اكتملت
bookings-no-show = لم يحضر
bookings-hide = إزالة من القوائم
bookings-hide-title = إزالة هذا الحجز من القوائم؟
bookings-hide-text = يبقى سجله حتى تنتهي مدة الحفظ في الجهة.
bookings-reason-hint = تقرؤه الموهبة.
bookings-guest-reason-hint = يقرؤه الضيف.

today-auditions = تجارب أداء
today-waiting = بانتظار الرد
today-requests = تطلب وقتًا آخر
today-coming = التالي: { $day }
today-none = لا تجارب أداء في هذا اليوم
today-none-text = احجز واحدة من طلبات نداء كاستنج.
today-before = اليوم السابق
today-after = اليوم التالي
today-next = التالي

booking-places = { $of ->
    [zero] { $taken } من { $of } مكان
    [one] { $taken } من مكان واحد
    [two] { $taken } من مكانين
    [few] { $taken } من { $of } أماكن
    [many] { $taken } من { $of } مكانًا
   *[other] { $taken } من { $of } مكان
}
meeting-title = من سيحضر
meeting-others = { $n ->
    [zero] لا أحد غيرهم.
    [one] وشخص آخر له مكان، من نداء ليس لك.
    [two] وشخصان آخران لهما مكان، من نداءات ليست لك.
    [few] و{ $n } أشخاص آخرون لهم أماكن، من نداءات ليست لك.
    [many] و{ $n } شخصًا آخر لهم أماكن، من نداءات ليست لك.
   *[other] و{ $n } شخص آخر لهم أماكن، من نداءات ليست لك.
}
meeting-cancel-whole = إلغاء الموعد كله بكل من فيه ({ $n })
meeting-move-whole = نقل الموعد كله بكل من فيه ({ $n })
meeting-joins = في ذلك الوقت موعد من هذا النوع. ينضم إليه هذا الحجز وحده؛ ولا يُنقل الموعد كله إلا إلى وقت خالٍ.
meeting-whole-hint = يُبلَّغ كل واحد منهم مرة واحدة. وإلا فهذا وحده.
