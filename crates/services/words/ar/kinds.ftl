# Words of the area: kinds. What event types have beside their times: price, order, conditions, where bookings lead on to.
event-types-arrange = الترتيب والنسخ
event-types-up = نقل { $name } إلى الأعلى
event-types-down = نقل { $name } إلى الأسفل
event-types-duplicate-one = نسخ { $name }
said-event-type-duplicated = أُنشئت نسخة. لا يمكن لأحد من الخارج حجزها قبل أن تشاركها.
said-event-type-moved = تغيّر الترتيب.
event-type-price = السعر
event-type-price-hint = يظهر لمن يحجز، ولا يُحصَّل شيء.
event-type-currency = العملة
public-price-note = يُدفع للمكتب، ولا يُحصَّل شيء هنا.
question-when = يُسأل
question-when-always = دائمًا
question-when-ticked = فقط إذا عُلّم على «{ $question }»
question-when-answer = فقط إذا كان جواب «{ $question }» هو «{ $answer }»
question-when-other = فقط بعد أجوبة معينة، كما كان
onward-title = بعد الحجز
onward-sub = رابط في صفحة ما حُجز. لا يُنقل أحد إليه تلقائيًا.
onward-address = العنوان التالي
onward-no-hosts = يحدد المدير أولًا المواقع المسموح بها في إعدادات الجهة.
onward-hosts-are = على: { $hosts }
onward-office-sub = يمكن لأنواع التجارب أن تعرض رابطًا إلى أحد هذه المواقع.
onward-hosts = المواقع المسموح بها
onward-hosts-hint = موقع في كل سطر، مثل ‎www.example.com‎.
guest-onward = المتابعة إلى { $host }
audit-event-type-duplicated = نسخ نوع تجربة: { $object }
audit-event-type-moved = تغيير موضع نوع التجربة { $object } في القائمة
audit-organization-hosts-changed = تغيير المواقع المسموح بالانتقال إليها بعد الحجز ({ $n })

preview-by-role = الأوقات المتاحة لكل دور
preview-look = معاينة
preview-title = ما الذي يتغير
preview-free = الأوقات المتاحة
preview-compared = الأسبوعان القادمان مقارنة بالآن
preview-now = الأسبوعان القادمان
preview-none = لا يمكن حجز شيء في الأسبوعين القادمين.
preview-less = أقل بـ { $n }
preview-more = أكثر بـ { $n }
preview-all = { $all ->
    [0] لا أوقات متاحة.
    [one] وقت متاح واحد.
    [two] وقتان متاحان.
    [few] { $all } أوقات متاحة.
    [many] { $all } وقتًا متاحًا.
   *[other] { $all } وقت متاح.
}
preview-same = لا يتغير شيء هنا.
preview-removes = يُزيل { $removed } من { $all } من الأوقات. ما حُجز يبقى.
preview-adds = { $added ->
    [zero] لا يضيف شيئًا.
    [one] يضيف وقتًا واحدًا.
    [two] يضيف وقتين.
    [few] يضيف { $added } أوقات.
    [many] يضيف { $added } وقتًا.
   *[other] يضيف { $added } وقت.
}
preview-both = يُزيل { $removed } من { $all } من الأوقات ويضيف { $added }. ما حُجز يبقى.
preview-ask = تُظهر المعاينة أثر التغييرات في الأوقات المتاحة.
preview-wrong = صحح النموذج أولًا، فلا يمكن حفظه هكذا.

defaults-title = أنواع التجارب الجديدة
defaults-sub = ما تبدأ به. وما هو موجود يبقى كما هو.
defaults-window = مدة الحجز المسبق
defaults-window-hint = إن تُرك فارغًا فبلا نهاية.
audit-organization-defaults-changed = تغيير ما تبدأ به أنواع التجارب الجديدة

off-delegate = من ينوب
off-delegate-hint = يُذكر لمكتبكم حين يُسلَّم ما لديك إلى غيرك.
off-delegate-is = ينوب { $name }.
off-nobody = لا أحد
# ما هو محجوز ولن يناسب بعد الحفظ.
unfit-title = { $n ->
    [zero] لا تجارب أداء محجوزة تتأثر
    [one] تجربة أداء محجوزة واحدة لن تناسب بعد ذلك
    [two] تجربتا أداء محجوزتان لن تناسبا بعد ذلك
    [few] { $n } تجارب أداء محجوزة لن تناسب بعد ذلك
    [many] { $n } تجربة أداء محجوزة لن تناسب بعد ذلك
   *[other] { $n } تجربة أداء محجوزة لن تناسب بعد ذلك
}
unfit-title-first = من أقرب 500 تجربة أداء، عدد ما لن يناسب بعد ذلك: { $n }
unfit-text = الحفظ لا يغيّر فيها شيئًا: تبقى محجوزة ولا يُبلَّغ أحد. انقلها، أو سلّمها حيث يمكن لغير مضيفها توليها، أو احفظ على أي حال.
unfit-anyway = احفظ على أي حال
unfit-all = كل ما في هذه الأيام في الحجوزات
unfit-hidden = تجربة أداء لا يمكنك فتحها
unfit-duration = لم تعد هذه المدة معروضة
unfit-window = أبعد مما يمكن حجزه
unfit-limit = أكثر من الحد
unfit-seats = أكثر من الأماكن
unfit-holiday = في يوم عطلة
unfit-pause = في وقت استراحة
unfit-away = أثناء الغياب
unfit-close = قريبة جدًا من غيرها
unfit-host = بلا مضيفها
unfit-room = قاعتها مغلقة أو لم تعد معروضة
unfit-event-hours = خارج الساعات الخاصة بنوع الموعد
unfit-hours = خارج الساعات
unfit-other = لم تعد ممكنة

history-reassigned = سُلّم إلى غيره
message-kind-reassigned = تسليم إلى آخر
audit-booking-reassigned = تسليم تجربة أداء { $object } إلى آخر
webhook-topic-reassigned = تسليم إلى آخر
bookings-reassign = تسليم إلى آخر
bookings-reassign-title = التسليم إلى شخص آخر
bookings-reassign-sub = يبقى الوقت والمكان. تُبلَّغ الموهبة والمضيفان مرة واحدة.
bookings-guest-reassign-sub = يبقى الوقت والمكان. يُبلَّغ الضيف والمضيفان مرة واحدة.
bookings-reassign-from = بدلًا من { $name }
bookings-reassign-free = المتاحون حينها
bookings-reassign-delegate = ينوب عن { $name }
bookings-reassign-nobody = لا أحد غيره ممن يمكنهم التولي متاح حينها.
bookings-reassign-send = تسليم
said-reassigned = سُلّم. أُبلغت الموهبة والمضيفان.
said-reassigned-guest = سُلّم. أُبلغ الضيف والمضيفان.
booking-why = لماذا { $team }
booking-why-together = يستقبل كل مضيفي هذا النوع الموهبةَ معًا؛ لم يُختر أحد بالدور.
booking-why-elsewhere = اتُّفق عليها في مكان آخر وحُفظت هنا كما هي.
booking-why-outside = اختار المكتب وقتًا خارج الساعات التي ذكرتها الموهبة.
booking-why-gone = شخص غادر
booking-why-least = الدور لمن مضى أطول وقت على آخر حجز له.
booking-why-fewest = الدور للأبعد عن حصة متساوية.
booking-why-weighted = الدور للأبعد عن حصة وزنه.
booking-why-counted = المحسوب: { $since }.
booking-why-only = لم يكن متاحًا إلا { $name }.
booking-why-shortfall = { $name } الأبعد عن حصته.
booking-why-weight = تساوى { $name } مع من يليه، ووزنه أكبر.
booking-why-priority = أولوية { $name } أعلى.
booking-why-recent = مضى أطول وقت على آخر حجز لدى { $name }.
booking-why-even = تساوى الجميع؛ { $name } الأول بترتيب ثابت.
booking-why-stands = حال الجميع حينها
booking-why-host = المضيف
booking-why-free = متاح حينها
booking-why-own = ما لديه
booking-why-due = الحصة مع هذه
booking-why-last = آخر حجز
booking-why-yes = نعم
booking-why-no = لا
booking-why-never = لا شيء بعد
booking-why-handed = سلّمها { $by } من { $from } إلى { $to }، { $when }.
event-type-host-usual = أوقاته المعتادة
event-type-host-hours = الأوقات هنا
event-type-host-hours-hint = من لديه أكثر من جدول في صفحة أوقاته يمكن أن يُعتمد له هنا جدول آخر.
event-type-host-gone = من أُوقف حسابه لا يُعرض على أحد، ويعود مضيفًا متى عاد.
bookings-move-team = { $now } (حتى الآن { $before })
attendance-title = حضور الآخرين
attendance-host = مضيف
attendance-along = مرافق
attendance-absent = لم يحضر
attendance-somebody = أحد المرافقين
attendance-missing = لم يحضر: { $names }
attendance-came = حضر فعلًا: { $names }
said-absent = سُجّل عدم الحضور. يمكنك التراجع.
history-attendance-changed = حضور الآخرين
audit-booking-attendance-changed = تسجيل حضور المضيفين والمرافقين في { $object }
webhook-topic-attendance-changed = لم يحضر مضيف أو مرافق
