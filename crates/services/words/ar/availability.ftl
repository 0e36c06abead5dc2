# الساعات الأسبوعية والأيام الخاصة والإجازات.
hours-weekly = الساعات الأسبوعية
hours-weekly-hint = إذا سبقت النهايةُ البداية امتدّ الوقت إلى ما بعد منتصف الليل. 24:00 نهاية اليوم.
hours-from = من
hours-to = إلى
hours-from-on = { $day }، من
hours-to-on = { $day }، إلى
hours-none = غير متاح
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
availability-save = حفظ الأوقات
availability-overrides = أوقات أخرى ليوم واحد
availability-overrides-hint = تحل محل أوقات الأسبوع في ذلك اليوم.
availability-add-date = ضبط هذا اليوم
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
availability-preview-hint = كما تراها مكاتب الكاستنج.
said-hours-saved = حُفظت أوقاتك.
said-hours-merged = حُفظت أوقاتك. دُمجت الفترات المتداخلة أو المتجاورة في فترة واحدة.
said-time-off-added = أُضيفت الإجازة. تبقى التجارب المحجوزة؛ ألغها أو اطلب نقلها بنفسك.
