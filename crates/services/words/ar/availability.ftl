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
