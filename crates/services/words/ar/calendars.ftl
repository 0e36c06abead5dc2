# التقاويم الخارجية.
calendars-title = التقاويم
calendars-sub = الأوقات المشغولة في تقاويمك لا تُعرض هنا. يُقرأ متى تكون مشغولًا فقط، لا بماذا.
calendars-none = لا تقويم مربوط
calendars-none-text = اربط تقويمًا بعنوانه، فلا يحجزك أحد وأنت مشغول في مكان آخر.
calendars-full = لديك { $n } من التقاويم؛ أزل واحدًا قبل ربط آخر.
calendars-fresh = محدَّث
calendars-failing = تعذّرت القراءة الأخيرة
calendars-waiting = تجري قراءته
calendars-stale = غير محدَّث
calendars-stale-text = ما استجدّ فيه غير معروف. وتُعرض الأوقات أو لا تُعرض بحسب ما ضبطته جهتك لهذه الحالة.
calendars-host = يُقرأ من
calendars-read = آخر قراءة
calendars-never = لم يُقرأ بعد
calendars-conflicts = التعارض
calendars-checked = أحداثه تشغل وقتك
calendars-excepted = يُحتسب لبعض أنواع التجارب فقط
calendars-ignored = أحداثه متجاهَلة
calendars-sync = اقرأه الآن
calendars-ignore = تجاهل أحداثه
calendars-check = افحص التعارض
calendars-failing-since = تتعذر قراءته ({ $when }): { $why }
calendars-connect = ربط تقويم
calendars-connect-sub = بعنوانه بصيغة iCalendar ‏(ICS). يُقرأ كل ربع ساعة ولا يُغيَّر أبدًا.
calendars-address = العنوان
calendars-address-hint = يبدأ بـ ‎https://‎ أو ‎webcal://‎. في تقويم Google: الإعدادات، تقويمك، «العنوان السري بتنسيق iCal». في Outlook: الإعدادات، التقاويم المشتركة، النشر.
calendars-name = الاسم
calendars-private = من عرف هذا العنوان استطاع قراءة تقويمك. يُحفظ مشفّرًا ولا يُعرض لأحد.
calendars-connect-do = ربط
calendars-why-timeout = لم يُجب الخادم في الوقت المحدد.
calendars-why-connect = لا يمكن الوصول إلى الخادم.
calendars-why-refused = يؤدي العنوان إلى موضع لا نتصل به.
calendars-why-forbidden = لم يعد الخادم يسمح بذلك. اربط العنوان الجديد للتقويم.
calendars-why-gone = لم يعد في هذا العنوان شيء.
calendars-why-large = حجمه أكبر من الحد: 5 ميغابايت.
calendars-why-not = ما في العنوان ليس تقويمًا.
calendars-why-broken = فيه حدث لم يُفهم.
calendars-why-server = أجاب الخادم بخطأ.
said-calendar-connected = رُبط التقويم وتجري قراءته. انظر بعد لحظات.
said-calendar-checked = أحداثه تشغل وقتك من الآن.
said-calendar-ignored = أحداثه متجاهَلة من الآن.
said-calendar-syncing = تجري قراءة التقويم. انظر بعد لحظات.
said-calendar-removed = أُزيل التقويم وكل ما قُرئ منه.
calendars-account = ربط حساب
calendars-account-sub = ‏Apple وNextcloud وFastmail وكل خادم يعمل ببروتوكول CalDAV. يُقرأ كل خمس دقائق، ويمكن كتابة الحجوزات فيه.
calendars-server = الخادم
calendars-server-hint = في Apple: ‎caldav.icloud.com‎، وفي Fastmail: ‎caldav.fastmail.com‎، وفي Nextcloud: العنوان الذي تفتحه به.
calendars-user = اسم المستخدم
calendars-user-hint = غالبًا عنوان بريدك هناك.
calendars-password = كلمة مرور التطبيق
calendars-password-hint = تُنشأ لـ Callboard وحده في إعدادات حسابك هناك. تُحفظ مشفّرة وتُحذف عند إلغاء الربط.
calendars-account-do = ربط الحساب
calendars-reconnect = لم يعد هذا الحساب يسمح لـ Callboard بالدخول ({ $when }). اربطه من جديد بكلمة مرور تطبيق جديدة؛ لا يضيع شيء.
calendars-more = { $n ->
    [one] تقويم واحد آخر
    [two] تقويمان آخران
    [few] { $n } تقاويم أخرى
   *[other] { $n } تقويمًا آخر
}
calendars-reconnect-consent = لم يعد هذا الحساب يسمح لـ Callboard بالدخول ({ $when }). اربطه من جديد؛ لا يضيع شيء.
calendars-disconnect = إلغاء الربط
calendars-disconnect-hint = يحذف كلمة المرور وكل ما قُرئ. وتبقى الحجوزات المكتوبة هناك.
calendars-writes = تُكتب الحجوزات هنا
calendars-write = اكتب الحجوزات هنا
calendars-no-write = أوقف كتابة الحجوزات
calendars-tentative-off = الأحداث المبدئية لا تشغل وقتك
calendars-tentative-free = المبدئي لا يشغلني
calendars-tentative-busy = المبدئي يشغلني
calendars-changes = تغيّر في تقويمك
calendars-changes-sub = غيّرت هذه الحجوزات في تقويمك، ولم يُبلَّغ أحد بعد.
calendars-change-moved = موعدها هناك الآن { $when }.
calendars-change-removed = لم تعد هناك.
calendars-change-declined = اعتذرت عنها هناك.
calendars-change-move = انقل الحجز
calendars-change-cancel = ألغِ الحجز
calendars-change-keep = أبقِ الحجز
calendars-change-others = { $count ->
    [one] لشخص آخر مكان فيه؛ ويسري هذا الجواب على الاثنين.
    [two] لشخصين آخرين مكان فيه؛ ويسري هذا الجواب على الجميع.
    [few] لـ{ $count } أشخاص آخرين مكان فيه؛ ويسري هذا الجواب على الجميع.
   *[other] لـ{ $count } آخرين مكان فيه؛ ويسري هذا الجواب على الجميع.
}
calendars-change-move-all = انقل الحجوزات كلها ({ $count })
calendars-change-cancel-all = ألغِ الحجوزات كلها ({ $count })
calendars-change-keep-all = أبقِ الحجوزات
calendars-why-password = لم يعد اسم المستخدم أو كلمة المرور مقبولًا.
calendars-why-limited = يطلب الخادم الانتظار.
said-calendar-account = رُبط الحساب وتجري قراءة تقاويمه. اختر أدناه أين تُكتب الحجوزات.
said-calendar-disconnected = أُلغي ربط الحساب، وحُذفت كلمة المرور وكل ما قُرئ.
said-calendar-written = تُكتب الحجوزات هناك من الآن، والقادمة منها في الطريق.
said-calendar-not-written = لم تعد الحجوزات الجديدة تُكتب هناك.
said-calendar-tentative-busy = ما قبلتَه مبدئيًا يشغل وقتك.
said-calendar-tentative-free = ما قبلتَه مبدئيًا لا يشغل وقتك.
said-calendar-change-accepted = غُيّر الحجز، ويُبلَّغ كل من يعنيه الأمر.
said-calendar-change-refused = يبقى الحجز كما هو، ويُعاد إلى تقويمك.
calendars-trouble = { $n ->
    [one] تتعذر قراءة أحد تقاويمك
    [two] تتعذر قراءة تقويمين من تقاويمك
   *[other] تتعذر قراءة { $n } من تقاويمك
}
calendars-trouble-text = ما استجدّ فيه غير معروف ({ $when }). وقد لا تُعرض أوقاتك حتى تمكن قراءته.
calendars-trouble-open = انظر إلى تقاويمي
member-calendars = تقاويم الأعضاء
member-calendars-sub = مَن تشغل تقاويمهم الخارجية أوقاتهم، وهل تمكن قراءتها. أما ما فيها فشأن أصحابها.
member-calendars-none = لم يربط أحد تقويمًا
member-calendars-none-text = يربط كل شخص تقويمه بنفسه من صفحة التقاويم.
member-calendars-closed = يحتاج ربطًا جديدًا
member-calendars-checked = يُفحص التعارض فيه
member-calendars-written = تُكتب الحجوزات فيه
health-calendars = تقاويم الأعضاء
health-calendars-sub = تقاويم خارجية تشغل أوقات الأعضاء أو تُكتب فيها حجوزاتهم.
health-calendars-all = مربوطة
health-calendars-failing = تتعذر قراءتها
health-calendars-closed = تحتاج ربطًا جديدًا
health-calendars-unwritten = حجوزات لم تُكتب
feed-own = تجاربي
feed-of = ‏{ $name } · تجارب الأداء
feeds = حجوزاتك في برامج أخرى
feeds-sub = رابط لأي برنامج تقويم يشترك في التقاويم. تقرؤه كل ساعة في أحسن الأحوال: للاطلاع لا للقرار. ولأنظمة الشركاء رابط يعرض أوقات انشغالك دون أسماء أو عناوين.
feeds-of = ما يعرضه
feeds-of-own = حجوزاتي
feeds-of-busy = أوقات انشغالي فقط، دون أي تفاصيل
feeds-of-call = النداء: { $name }
feeds-of-room = القاعة: { $name }
feeds-make = أنشئ رابطًا
feeds-link = الرابط
feeds-secret = من لديه رابط يرى ما يعرضه. احذفه لتمنعه.
feeds-read = آخر قراءة
feeds-unread = لم يُقرأ بعد
feeds-delete = احذف الرابط
said-feed-made = أُنشئ الرابط. أضفه في برنامج تقويمك على أنه اشتراك.
said-feed-deleted = حُذف الرابط، ولم يعد أحد يقرأ هناك.
exceptions = حسب نوع التجربة
exceptions-sub = لكل نوع تجربة تستضيفه يمكن أن تُكتب حجوزاته في تقويم آخر، وأن تُفحص له تقاويم أخرى من تقاويمك.
exceptions-open = اختر حسب نوع التجربة
exceptions-none = لا تستضيف أي نوع من التجارب
exceptions-none-text = حين يجعلك أحد مضيفًا يظهر هنا.
exceptions-own = خاص به
exceptions-change = غيّر
exceptions-said-usual = كسائر الأنواع
exceptions-said-nowhere = لا تُكتب حجوزاته
exceptions-said-written = تُكتب في { $name }
exceptions-said-unchecked = لا يُفحص أي تقويم
exceptions-said-checked = يُفحص { $name } وحده
exceptions-said-checked-many = { $n ->
    [zero] لا يُفحص أي تقويم
    [one] يُفحص تقويم واحد
    [two] يُفحص تقويمان
    [few] تُفحص { $n } تقاويم
    [many] يُفحص { $n } تقويمًا
   *[other] يُفحص { $n } تقويم
}
exceptions-one-sub = يسري على دورك في هذا النوع وحده. وزملاؤك يختارون لأنفسهم.
exceptions-write-where = أين تُكتب
exceptions-write-hint = تتبعها الحجوزات القادمة حالًا. وما كُتب من قبل يظل محدّثًا في مكانه إن توقفت الكتابة.
exceptions-usual-written = كسائر الأنواع: { $name }
exceptions-usual-nowhere = كسائر الأنواع: لا تُكتب
exceptions-nowhere = لا تُكتب
exceptions-checks = التعارض
exceptions-checks-which = أي التقاويم يشغل وقتك
exceptions-checks-usual = كسائر الأنواع
exceptions-checks-own = ما أحدده فقط
exceptions-checks-these = تقاويمك
exceptions-save = احفظ
said-calendar-exception = يسري اختيارك من الآن.
