# صفحات الحجز داخل مواقع أخرى.
embed-title = التضمين
embed-sub = اعرض صفحة حجز داخل موقعك.
embed-origins = المواقع المسموح لها بعرض صفحات الحجز
embed-origins-hint = موقع في كل سطر، مثل https://www.example.com. لا يستطيع غيرها وضعها في إطار.
embed-save = احفظ المواقع
said-embed-saved = تم الحفظ. تتغيّر الصفحات المفتوحة عند تحميلها من جديد.
embed-code = الشيفرة
embed-code-sub = السكربت مرة واحدة، ثم موضع حيث تظهر الصفحة. ضع مكان النقاط كلمة نوع التجربة كما في عنوانه.
embed-code-script = مرة واحدة في الصفحة
embed-code-place = حيث تظهر صفحة الحجز
embed-book-title = احجز موعد { $name }
embed-not-allowed = لا يُسمح لهذا الموقع بعرض صفحة الحجز
embed-not-allowed-text = يستطيع المدير السماح بذلك في الإدارة، الجهة، التضمين.
embed-no-such = لا توجد صفحة حجز كهذه
embed-no-such-text = راجع الجهة ونوع التجربة في شيفرة الموقع.
embed-token-ended = انتهت هذه الصفحة
embed-token-ended-text = انقضى وقت الحجز هنا. حمّل الموقع من جديد للمتابعة.
embed-broken = لا يمكن عرض صفحة الحجز الآن
embed-broken-text = حاول مجدداً بعد قليل.

audit-embed-origins-set = تغيير المواقع المسموح لها بعرض صفحات الحجز
audit-embed-token-created = إنشاء رمز للحجز من موقع آخر
