# اختيار الموعد.
picker-title = اختر وقتًا
picker-month = الشهر
picker-previous-month = الشهر السابق
picker-next-month = الشهر التالي
picker-first-free = أول يوم متاح: { $day }
picker-none-this-month = لا أوقات متاحة في { $month }.
picker-none-ahead = لا أوقات متاحة في الأيام المفتوحة للحجز.
picker-day-times = { $day }، { $times }
picker-day-none = { $day }، لا أوقات متاحة
picker-today = اليوم
picker-chosen = المختار
picker-times = { $n ->
    [zero] لا أوقات
    [one] وقت واحد
    [two] وقتان
    [few] { $n } أوقات
    [many] { $n } وقتًا
   *[other] { $n } وقت
}
picker-legend = الأيام المظلّلة فيها أوقات متاحة.
picker-legend-both = في الأيام المظلّلة أوقات تناسب { $hosts } و{ $talent }.
picker-choose-day = اختر يومًا لترى أوقاته.
picker-choose-time = اختر وقتًا
picker-morning = صباحًا
picker-afternoon = بعد الظهر
picker-evening = مساءً
picker-suits = يناسب { $name } أيضًا
picker-outside = خارج أوقات { $name }
picker-show-outside = أظهر الأوقات خارج ما حدّده { $name }
picker-hide-outside = أخفِ الأوقات خارج ما حدّده { $name }
picker-unstated = لم يحدّد { $name } أوقاتًا. تظهر كل الأوقات التي يكون فيها فريقك متاحًا.
picker-clock = الساعة
picker-clock-12 = 12 ساعة
picker-clock-24 = 24 ساعة
picker-change-zone = تغيير المنطقة الزمنية
picker-venue-time = { $time } في مكان التجربة
picker-held = محجوز { $left }
picker-holding = جارٍ حجز هذا الوقت
picker-held-announce = حُجز { $time } لك مؤقتًا لمدة { $minutes }.
picker-hold-ended = انتهى الحجز المؤقت. قد يكون الوقت متاحًا بعد: اختره مرة أخرى.
picker-hold-failed = تعذّر حجز هذا الوقت. إجاباتك محفوظة؛ حاول مرة أخرى.
picker-taken = حُجز { $time } قبل لحظات. إجاباتك محفوظة.
picker-not-free = لا يمكن حجز { $time }. اختر وقتًا آخر.
picker-nearest = أقرب الأوقات المتاحة
picker-continue = متابعة
picker-continue-with = تابع مع { $time }
picker-why-not = لماذا ليس { $day }؟
picker-why-hint = اختر يومًا بلا أوقات لترى السبب.
picker-stale = تعذّرت قراءة تقويم خارجي مؤخرًا، وقد يكون بعض هذه الأوقات مشغولًا.
picker-load-failed = تعذّر تحميل الأوقات.
picker-retry = حاول مرة أخرى
picker-loading = جارٍ تحميل الأوقات
picker-places-left = { $n ->
    [zero] لا أماكن متبقية
    [one] بقي مكان واحد
    [two] بقي مكانان
    [few] بقيت { $n } أماكن
    [many] بقي { $n } مكانًا
   *[other] بقي { $n } مكان
}
