# كلمات المجال: desk. التقويم وقوائم عمل المسؤول والطباعة والحجز الجماعي.
calendar-view = مدى العرض
calendar-day = يوم
calendar-week = أسبوع
calendar-month = شهر
calendar-earlier = ما قبله
calendar-later = ما بعده
calendar-filter = ما يُعرض
calendar-all-calls = كل النداءات
calendar-all-hosts = الجميع
calendar-all-statuses = أي حالة
calendar-host = مع: { $name }
calendar-me = أنا
calendar-zone = بـ{ $zone }
calendar-none = لا شيء محجوز هنا.
calendar-cut = المحجوز أكثر مما يمكن عرضه مرة واحدة. اختر نداءً أو شخصًا أو مدة أقصر.
calendar-more = + { $n }
calendar-hint = اسحب تجربة الأداء إلى وقت آخر، أو اضغط M عليها واستعمل مفاتيح الأسهم. لا يُبلَّغ أحد قبل أن تؤكد.
calendar-lifted = رُفع موعد { $who }. مفاتيح الأسهم تنقله، و Enter يضعه، و Escape يتركه في مكانه.
calendar-put = { $day }، { $time }
calendar-left = بقي في مكانه.
calendar-move-title = نقل موعد { $name }؟
calendar-outside = هذا خارج الأوقات المذكورة لـ{ $name }.
calendar-not-free = هذا الوقت غير متاح.
calendar-none-that-day = لا وقت آخر متاح في ذلك اليوم.
calendar-instead = المتاح في ذلك اليوم:
calendar-all-times = ابحث عن وقت آخر

desk-print = طباعة
desk-sheet = تجارب أداء اليوم
desk-came = حضر

live-updated = تغيّر شيء، وما تراه الآن محدَّث.

desk-all = الكل
desk-export = تصدير
desk-call = نداء الكاستنج
desk-clear = مسح
desk-none-found = لا نتائج
desk-none-found-text = لا حجز يطابق ما اخترته. امسح أحد المرشحات أو ابحث في السابق.
desk-views = طرق العرض المحفوظة
desk-view-keep = احفظ هذا العرض
desk-view-name = اسمه
desk-view-save = حفظ
desk-view-remove = إزالة العرض { $name }
said-view-saved = حُفظ العرض. لا يراه غيرك.
audit-booking-exported = تصدير قائمة حجوزات ({ $n })

bulk-choose = اختيار { $name }
bulk-all = اختيار كل من هنا
bulk-none = إلغاء الاختيار
bulk-shown = { $n ->
    [zero] لم يُختر أحد من هذه الصفحة.
    [one] اختير متقدم واحد من هذه الصفحة.
    [two] اختير متقدمان من هذه الصفحة.
    [few] اختير { $n } متقدمين من هذه الصفحة.
    [many] اختير { $n } متقدمًا من هذه الصفحة.
   *[other] اختير { $n } متقدم من هذه الصفحة.
}
bulk-match = اختيار كل المطابقين ({ $n })
bulk-matched = اختير كل المطابقين ({ $n })، ومنهم من في الصفحات الأخرى.
bulk-too-many = المطابقون أكثر من { $most }. لتغيير حالة الجميع معًا اختر دورًا أو حالة أو اسمًا أولًا.
bulk-chosen = المختارون:
bulk-mark = وضع الحالة
bulk-marks = تطبيق
bulk-marks-all = تطبيق على الكل ({ $n })
said-marked-all = { $n ->
    [zero] لم تتغيّر حالة أحد.
    [one] تغيّرت حالة متقدم واحد.
    [two] تغيّرت حالة المتقدمَين.
    [few] تغيّرت حالة { $n } متقدمين.
    [many] تغيّرت حالة { $n } متقدمًا.
   *[other] تغيّرت حالة { $n } متقدم.
}
said-marked-some = { $n ->
    [zero] لم تتغيّر حالة أحد: كلهم ({ $all }) على هذه الحالة من قبل.
    [one] تغيّرت حالة متقدم واحد من { $all }، والباقون عليها من قبل.
    [two] تغيّرت حالة متقدمَين من { $all }، والباقون عليها من قبل.
    [few] تغيّرت حالة { $n } متقدمين من { $all }، والباقون عليها من قبل.
    [many] تغيّرت حالة { $n } متقدمًا من { $all }، والباقون عليها من قبل.
   *[other] تغيّرت حالة { $n } متقدم من { $all }، والباقون عليها من قبل.
}
run-title = الحجز بالتتابع
run-nobody = لم يُختر أحد
run-nobody-text = علّم المتقدمين في قائمة النداء، ثم احجز لهم واحدًا بعد الآخر.
run-date = اليوم
run-time = ابتداءً من
run-zone = { $zone }. ينتهي التتابع بنهاية ذلك اليوم.
run-outside = خارج الأوقات المذكورة أيضًا
run-plan = اعرض من يأتي ومتى
run-summary = يحصل { $n } من { $all } على موعد.
run-free = متاح
run-outside-mark = خارج الأوقات المذكورة
run-already = له تجربة أداء محجوزة
run-full = لم يبق وقت في ذلك اليوم
run-message = رسالة إليهم جميعًا
run-send = { $n ->
    [zero] لا مواعيد
    [one] احجز موعدًا واحدًا
    [two] احجز موعدين
    [few] احجز { $n } مواعيد
    [many] احجز { $n } موعدًا
   *[other] احجز { $n } موعد
}
run-booked = حُجز
run-done = حُجز { $n } من { $all }. تصل الدعوة بالبريد إلى كل موهبة.
run-done-none = لم يُحجز أحد من { $all }، ولم تُرسل أي رسالة.
run-needs-answers = هذا النوع يطرح أسئلة: احجزه منفردًا
run-failed = تعذّر ذلك. حاول مرة أخرى.
run-rest = ابحث عن أوقات أخرى للباقين
