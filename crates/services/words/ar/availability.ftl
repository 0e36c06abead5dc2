# الساعات الأسبوعية والأيام الخاصة والإجازات.
hours-weekly = الساعات الأسبوعية
hours-weekly-hint = إذا سبقت النهايةُ البداية امتدّ الوقت إلى ما بعد منتصف الليل. 24:00 نهاية اليوم.
hours-from = من
hours-to = إلى
hours-from-on = { $day }، من
hours-to-on = { $day }، إلى
hours-none = غير متاح
hours-open = متاح
hours-override-on = معدّل: { $hours }
hours-add = أضف وقتًا
hours-add-on = أضف وقتًا يوم { $day }
hours-remove-on = أزل هذا الوقت من يوم { $day }
hours-copy = انسخ إلى أيام أخرى
hours-copy-from = انسخ { $day } إلى أيام أخرى
hours-copy-to = انسخ إلى
hours-copy-apply = انسخ
hours-copied = { $n ->
    [zero] لم يُنسخ إلى أي يوم.
    [one] نُسخ إلى يوم واحد.
    [two] نُسخ إلى يومين.
    [few] نُسخ إلى { $n } أيام.
    [many] نُسخ إلى { $n } يومًا.
   *[other] نُسخ إلى { $n } يوم.
}
hours-past-midnight = ينتهي في اليوم التالي
hours-override-date = التاريخ
hours-override-closed = غير متاح في هذا التاريخ

hours-override-hours = ساعات ذلك اليوم
availability-unstated = لم تحدّد أوقاتك بعد. ترى مكاتب الكاستنج كل وقت يتاح فيه فريقها؛ تحديد أوقاتك يبقي الطلبات ضمنها.
availability-unstated-host = لم تحدّد أوقاتك بعد، فلا يمكن حجز شيء معك. أضف الأوقات التي تستقبل فيها تجارب الأداء.
availability-save = حفظ الأوقات
availability-overrides = أوقات أخرى ليوم واحد
availability-overrides-hint = تحل محل أوقات الأسبوع في ذلك اليوم. اختره من الشهر.
availability-add-date = ضبط هذا اليوم
availability-add-date-more = اكتب تاريخًا
availability-off = إجازة
availability-off-hint = أيام كاملة، أو جزء من يوم بأوقات. تتقدّم على كل الأوقات.
availability-off-from = أول يوم
availability-off-to = آخر يوم
availability-off-from-time = من (جزء من يوم)
availability-off-to-time = إلى (جزء من يوم)
availability-off-reason = السبب
availability-add-off = إضافة إجازة
availability-away = غائب
availability-preview = الأسبوعان القادمان
availability-preview-host = متى يمكن الحجز معك.
availability-preview-hint = كما تراها مكاتب الكاستنج.
said-hours-saved = حُفظت أوقاتك.
said-hours-merged = حُفظت أوقاتك. دُمجت الفترات المتداخلة أو المتجاورة في فترة واحدة.
said-time-off-added = أُضيفت الإجازة. تبقى التجارب المحجوزة؛ ألغها أو اطلب نقلها بنفسك.
travel-title = سفر
travel-hint = في هذه الأيام تُقرأ أوقاتك بساعة المكان الذي تكون فيه.
travel-zone = المنطقة الزمنية هناك
travel-add = إضافة سفر
said-travel-added = أُضيف السفر. تبقى التجارب المحجوزة؛ ألغها أو اطلب نقلها بنفسك.
schedules-title = جداولك
schedules-hint = تغيّر هذه الصفحة جدولًا واحدًا في كل مرة. الجدول المستخدم يُعتمد في كل مكان، وغيره ينتظر أو يُعتمد لأنواع التجارب التي تسمّيه.
schedules-open = فتح
schedules-shown = في هذه الصفحة
schedules-more = إضافة أو تسمية أو حذف
schedules-name = اسم الجدول في هذه الصفحة
schedules-rename = تغيير الاسم
schedules-delete = حذف هذا الجدول
schedules-new = جدول جديد
schedules-new-name = اسم جدول جديد
schedules-new-hint = يبدأ نسخةً من الجدول في هذه الصفحة.
said-schedule-added = هذا هو الجدول الجديد. غيّر أوقاته أدناه.
said-schedule-renamed = تغيّر اسم الجدول.
said-schedule-deleted = حُذف الجدول. أنواع التجارب التي سمّته تعتمد الجدول المستخدم.
schedules-used = المستخدم
schedules-use = استخدام هذا
said-schedule-used = يُستخدم هذا الجدول من الآن. تبقى التجارب المحجوزة؛ ألغها أو اطلب نقلها بنفسك.

pattern-title = ساعات متكررة
pattern-hint = أسبوعًا بعد أسبوع، أو أول اثنين من الشهر، أو أي قاعدة. تُضاف إلى الساعات الأسبوعية.
pattern-repeat = ما الذي يتكرر
pattern-weeks = أيام من الأسبوع
pattern-weekday = يوم أسبوع من الشهر
pattern-month-day = يوم من الشهر
pattern-rule = قاعدة (RRULE)
pattern-days = في
pattern-nth = أيّها
pattern-which-day = يوم الأسبوع
pattern-first = الأول
pattern-second = الثاني
pattern-third = الثالث
pattern-fourth = الرابع
pattern-last = الأخير
pattern-day-of-month = يوم الشهر
pattern-rrule = قاعدة التكرار
pattern-rrule-hint = كما تكتبها التقاويم (RFC 5545)، يومية أو أبعد.
pattern-every = كل
pattern-every-hint = أسابيع أو أشهر: 1 لكل واحد، 2 لواحد بعد واحد.
pattern-starts = ابتداءً من يوم
pattern-ends = تنتهي
pattern-ends-never = لا تنتهي
pattern-ends-on = في تاريخ
pattern-ends-after = بعد عدد من المرات
pattern-last-date = آخر تاريخ
pattern-count = عدد المرات
pattern-except = ما عدا هذه التواريخ
pattern-except-hint = تواريخ مثل 2026-12-24 بينها فواصل.
pattern-add = إضافة هذه الساعات
pattern-add-more = إضافة ساعات متكررة
pattern-preview = عرض التواريخ
pattern-preview-title = التواريخ القادمة
pattern-no-dates = لا تواريخ ابتداءً من اليوم.
pattern-next = التالي: { $day }
pattern-says-weeks = { $n ->
    [zero] كل أسبوع: { $days }
    [one] كل أسبوع: { $days }
    [two] كل أسبوعين: { $days }
    [few] كل { $n } أسابيع: { $days }
    [many] كل { $n } أسبوعًا: { $days }
   *[other] كل { $n } أسبوع: { $days }
}
pattern-says-weekday = { $n ->
    [zero] { $day } { $nth } من كل شهر
    [one] { $day } { $nth } من كل شهر
    [two] { $day } { $nth } من كل شهرين
    [few] { $day } { $nth } من كل { $n } أشهر
    [many] { $day } { $nth } من كل { $n } شهرًا
   *[other] { $day } { $nth } من كل { $n } شهر
}
pattern-says-month-day = { $n ->
    [zero] اليوم { $day } من كل شهر
    [one] اليوم { $day } من كل شهر
    [two] اليوم { $day } من كل شهرين
    [few] اليوم { $day } من كل { $n } أشهر
    [many] اليوم { $day } من كل { $n } شهرًا
   *[other] اليوم { $day } من كل { $n } شهر
}
pattern-says-rule = بقاعدة: { $rule }
pattern-says-count = { $n ->
    [zero] لا مرة
    [one] مرة واحدة
    [two] مرتين
    [few] { $n } مرات
    [many] { $n } مرة
   *[other] { $n } مرة
}
pattern-says-until = حتى { $day }
pattern-says-except = ما عدا { $days }
hours-week-grid = الأسبوع: اسحب فوق يوم لإضافة ساعات، واسحب طرفًا أو كتلة لتغييرها. والحقول تفعل الشيء نفسه.
said-pattern-added = أُضيفت الساعات المتكررة.
said-event-hours-ended = أُزيلت. يمكن حجزه الآن متى كان المضيفون متاحين.
