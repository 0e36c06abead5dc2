# كلمات هذا القسم: الفريق والمفاتيح وإعدادات الجهة وسجلّ التغييرات.

# Team
team-invite = دعوة شخص
team-invite-text = تصله رسالة فيها رابط يعمل سبعة أيام.
team-invite-language = لغة الرسالة
team-invite-send = إرسال الدعوة
team-which = أي الأعضاء
team-active = نشطون
team-deactivated = موقوفون
team-none-deactivated = لا أحد موقوف
team-is-active = نشط
team-is-deactivated = موقوف
team-since = موقوف منذ { $date }
team-you = (أنت)
team-factor-on = العامل الثاني مفعّل
team-factor-off = العامل الثاني غير مفعّل
team-seen = آخر ظهور { $when }
team-never-seen = لم يدخل بعد
team-last-seen = آخر ظهور
team-role = الدور
team-talent = موهبة
team-may-admin = كل شيء: الأشخاص والإعدادات والمفاتيح وكل نداءات الكاستنج.
team-may-caster = النداءات التي أنشأها أو انضم إليها: النشر والحجز والقرار.
team-may-assistant = مثله دون النشر أو الحذف.
team-may-session-runner = يوم التجارب وتسجيل الحضور.
team-may-reviewer = يطّلع على النداءات التي أضيف إليها ويقيّم.
team-invited = المدعوون
team-invited-sub = ينضمون حين يتبعون الرابط في رسالتهم.
team-invited-when = أُرسلت { $sent }، تنتهي { $ends }
team-take-back = سحب
team-take-back-of = سحب دعوة { $email }
team-stake = ما يرتبط بهذا العضو
team-stake-sub = كما هو الآن.
team-upcoming = { $n ->
    [zero] لا تجارب قادمة
    [one] تجربة قادمة واحدة
    [two] تجربتان قادمتان
    [few] { $n } تجارب قادمة
    [many] { $n } تجربة قادمة
   *[other] { $n } تجربة قادمة
}
team-next-at = أقربها { $when }
team-hosts-none = لا يستضيف أيًا منها
team-calls = { $n ->
    [zero] لا يعمل على أي نداء
    [one] يعمل على نداء واحد
    [two] يعمل على نداءين
    [few] يعمل على { $n } نداءات
    [many] يعمل على { $n } نداءً
   *[other] يعمل على { $n } نداء
}
team-keys = { $n ->
    [zero] لا مفتاح يعمل باسمه
    [one] مفتاح واحد يعمل باسمه
    [two] مفتاحان يعملان باسمه
    [few] { $n } مفاتيح تعمل باسمه
    [many] { $n } مفتاحًا يعمل باسمه
   *[other] { $n } مفتاح يعمل باسمه
}
team-change-role = تغيير الدور
team-save-role = حفظ الدور
team-role-own = هذا أنت. بدور آخر لن تستطيع فتح هذه الصفحة.
team-role-bookings = { $n ->
    [zero] لا شيء محجوز معه.
    [one] تبقى التجربة المحجوزة معه كما هي.
    [two] تبقى التجربتان المحجوزتان معه كما هما.
    [few] تبقى { $n } تجارب محجوزة معه كما هي.
    [many] تبقى { $n } تجربة محجوزة معه كما هي.
   *[other] تبقى { $n } تجربة محجوزة معه كما هي.
}
team-role-sessions = يُسجَّل خروجه من هنا ويدخل من جديد بصلاحياته الجديدة.
team-role-keys = تقدر مفاتيحه على ما يقدر عليه الدور الجديد ولا أكثر.
team-deactivate = إيقاف العضو
team-end-now = يُسجَّل خروجه فورًا ولا يستطيع الدخول.
team-end-bookings = { $n ->
    [zero] لا شيء محجوز معه.
    [one] التجربة المحجوزة معه تبقى معه: انقلها أو ألغها أولًا إن لم يكن سيحضر.
    [two] التجربتان المحجوزتان معه تبقيان معه: انقلهما أو ألغهما أولًا إن لم يكن سيحضر.
    [few] { $n } تجارب محجوزة معه تبقى معه: انقلها أو ألغها أولًا إن لم يكن سيحضر.
    [many] { $n } تجربة محجوزة معه تبقى معه: انقلها أو ألغها أولًا إن لم يكن سيحضر.
   *[other] { $n } تجربة محجوزة معه تبقى معه: انقلها أو ألغها أولًا إن لم يكن سيحضر.
}
team-end-hosts = { $n ->
    [zero] لا يعتمد عليه أي نوع من التجارب.
    [one] نوع واحد لن يعرض أوقاتًا معه؛ وإن لم يستضفه غيره فلن يعرض أي وقت.
    [two] نوعان لن يعرضا أوقاتًا معه؛ وما لا يستضيفه غيره فلن يعرض أي وقت.
    [few] { $n } أنواع لن تعرض أوقاتًا معه؛ وما لا يستضيفه غيره فلن يعرض أي وقت.
    [many] { $n } نوعًا لن يعرض أوقاتًا معه؛ وما لا يستضيفه غيره فلن يعرض أي وقت.
   *[other] { $n } نوع لن يعرض أوقاتًا معه؛ وما لا يستضيفه غيره فلن يعرض أي وقت.
}
team-end-keys = { $n ->
    [zero] لا مفتاح ربط يعمل باسمه.
    [one] مفتاح الربط الذي يعمل باسمه يتوقف.
    [two] مفتاحا الربط اللذان يعملان باسمه يتوقفان.
    [few] { $n } مفاتيح ربط تعمل باسمه تتوقف.
    [many] { $n } مفتاح ربط يعمل باسمه يتوقف.
   *[other] { $n } مفتاح ربط يعمل باسمه يتوقف.
}
team-end-undo = ما أنجزه يبقى، ويمكنك إعادة تفعيله في أي وقت.
team-reactivate = إعادة التفعيل
team-back-role = يستطيع الدخول من جديد بصفة { $role }.
team-back-hosts = { $n ->
    [zero] لا يعتمد عليه أي نوع من التجارب.
    [one] نوع واحد يعرض أوقاتًا معه من جديد.
    [two] نوعان يعرضان أوقاتًا معه من جديد.
    [few] { $n } أنواع تعرض أوقاتًا معه من جديد.
    [many] { $n } نوعًا يعرض أوقاتًا معه من جديد.
   *[other] { $n } نوع يعرض أوقاتًا معه من جديد.
}
team-last-admin = المدير الوحيد
team-last-admin-text = يبقى دوره حتى يكون هناك مدير آخر: لا تُدار الجهة دون مدير.
said-invited = الدعوة في الطريق.
said-invitation-revoked = لم تعد الدعوة تعمل.
said-role-changed = تغيّر الدور.
said-member-deactivated = لم يعد يستطيع الدخول. ما حُجز معه يبقى.
said-member-reactivated = يستطيع الدخول من جديد.
teams-title = الفِرق
teams-sub = مجموعات من الأعضاء تتبعها أنواع التجارب.
teams-none = لا فِرق بعد.
teams-nobody = لا أحد بعد
teams-new = فريق جديد
teams-add = إضافة الفريق
teams-name-en = الاسم بالإنجليزية
teams-name-ar = الاسم بالعربية
teams-members = الأعضاء
teams-archived = مؤرشف
teams-archive = أرشفة الفريق
teams-archive-text = لن يمكن اختياره. تبقى أنواع التجارب التابعة له وما حُجز.
teams-restore = استعادة الفريق
teams-restore-text = يمكن اختياره من جديد.
said-team-created = أُضيف الفريق.
said-team-archived = أُرشف الفريق.
said-team-restored = عاد الفريق إلى الاستخدام.

# API keys
keys-new = مفتاح جديد
keys-none = لا مفاتيح بعد
keys-none-text = المفتاح يتيح لبرنامج آخر الاطلاع أو الحجز نيابة عنك في حدود ما تسمح به.
keys-ended = مفاتيح لم تعد تعمل
keys-made = المفتاح «{ $name }» جاهز
keys-made-text = انسخه الآن واحفظه حيث لا يقرؤه إلا برنامجك: لن يُعرض مرة أخرى.
keys-text = المفتاح
keys-name = لماذا هذا المفتاح
keys-name-hint = البرنامج أو الموقع الذي يستعمله، لتعرفه لاحقًا.
keys-scopes = ما يُسمح له به
keys-scopes-hint = لا يتجاوز ما تستطيعه أنت. والأقل أسلم.
keys-scope-availability-read = قراءة الأوقات المتاحة
keys-scope-availability-write = تغيير الأوقات والإجازات
keys-scope-calls-read = قراءة النداءات والمتقدمين
keys-scope-calls-write = تغيير النداءات وإضافة متقدمين
keys-scope-webhooks = إدارة الويب هوك
keys-scope-users = إدارة الأعضاء والإعدادات
keys-of-bookings = الحجوزات
keys-of-slots = الأوقات المتاحة وحجز وقت مؤقت
keys-of-casting-calls = نداءات الكاستنج
keys-of-roles = الأدوار
keys-of-applications = الطلبات
keys-of-talent = المواهب
keys-of-event-types = أنواع التجارب
keys-of-rooms = القاعات
keys-of-schedules = أوقاتك وإجازاتك
keys-of-calendars = تقاويمك
keys-of-limits = الحدود
keys-of-members = الأعضاء
keys-of-organization = شعار الجهة وإعداداتها الأولية
keys-of-api-keys = مفاتيح الربط
keys-of-webhooks = الويب هوك
keys-read = قراءة
keys-change = تعديل
keys-may-read = { $name }: قراءة
keys-may-write = { $name }: تعديل
keys-may-both = { $name }: قراءة وتعديل
keys-networks = من هذه الشبكات فقط
keys-networks-hint = عنوان أو شبكة في كل سطر، مثل 203.0.113.0/24. فارغ: من أي مكان.
keys-only-from = فقط من
keys-replaced = استُبدل؛ ويعمل الاثنان حتى ذلك الحين
keys-rotate = استبدال
keys-rotate-of = استبدال «{ $name }»
keys-rotate-text = يُصنع مفتاح جديد بالاسم والصلاحيات والشبكات نفسها ويُعرض مرة واحدة. يبقى القديم يعمل مدة، لتنتقل دون انقطاع.
keys-rotate-do = إنشاء المفتاح الجديد
keys-overlap = يعمل القديم مدة
keys-overlap-none = ينتهي فورًا
keys-ends = مدة العمل
keys-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
keys-no-end = بلا نهاية
keys-make = إنشاء المفتاح
keys-acts-as = يعمل باسم { $name }
keys-used = آخر استعمال { $when }
keys-never-used = لم يُستعمل بعد
keys-expires = ينتهي { $date }
keys-expired = انتهى { $date }
keys-revoked = أُبطل { $date }
keys-revoke = إبطال المفتاح
keys-revoke-of = إبطال «{ $name }»
keys-revoke-text = كل ما يستعمله يتوقف فورًا، ولا يمكن إعادة مفتاح أُبطل.
keys-revoke-used = كان آخر استعمال له { $when }.
said-key-revoked = لم يعد المفتاح يعمل.

# Organisation
office-names = الاسم
office-names-sub = كما يقرؤه أصحاب المواهب في الصفحات والرسائل، كلٌّ بلغته.
office-name-en = الاسم بالإنجليزية
office-name-ar = الاسم بالعربية
office-region = البلد واللغة
office-week = بداية الأسبوع وعطلته تتبعان البلد: يبدأ الأسبوع الآن يوم { $first }، والعطلة { $weekend }.
office-and = و
office-week-start = بداية الأسبوع
office-weekend = عطلة الأسبوع
office-zone-hint = لمن لم يختر منطقة، ولأنواع التجارب الجديدة.
office-language = لغة الرسائل
office-look = المظهر
office-look-sub = في كل صفحات أعضائك وأصحاب المواهب، وفي الصفحات العامة.
office-digits = الأرقام في الصفحات العربية
office-digits-latn = 123
office-digits-arab = ١٢٣
office-hijri = التاريخ الهجري بجانب الميلادي
office-hijri-hint = تقويم أم القرى. اليوم: { $date }.
office-accent = اللون المميّز
office-accent-hint = تأخذه الأزرار والروابط والعلامات. ويُختار سطوعه بحيث يُقرأ ما عليه دائمًا.
office-hue-green = أخضر
office-hue-teal = فيروزي
office-hue-blue = أزرق
office-hue-violet = بنفسجي
office-hue-plum = برقوقي
office-hue-rose = وردي
office-hue-rust = صدئي
office-hue-ochre = ذهبي داكن
office-hue-other = درجة { $n }
office-people = الأشخاص وبياناتهم
office-sign-up = من يستطيع التسجيل موهبةً
office-sign-up-invited = المدعوون فقط
office-sign-up-invited-note = يضيفهم مسؤولو الكاستنج ويدعونهم.
office-sign-up-open = أي شخص
office-sign-up-open-note = ببريد إلكتروني مُتحقَّق منه.
office-sign-up-link = يسجّل أصحاب المواهب على
office-retention = مدة الاحتفاظ
office-days = يومًا
office-retention-hint = بعدها تُحذف نهائيًا الرسائل المرسلة، وملاحظات التجارب الماضية وإجاباتها، والعناوين في سجلّ التغييرات. من 30 إلى 3650.
office-more = إعدادات أخرى
office-more-limits = كم مرة يمكن حجز موهبة واحدة لديكم.
office-more-calendars = التقاويم الخارجية التي تُحتسب، وهل تمكن قراءتها.
office-save = حفظ الإعدادات
office-mail-relay = تخرج الرسائل عبر خادم بريدكم.
office-mail-from = المُرسِل
office-mail-failed = { $n ->
    [zero] { $n } رسالة فشلت.
    [one] فشلت رسالة واحدة.
    [two] فشلت رسالتان.
    [few] فشلت { $n } رسائل.
    [many] فشلت { $n } رسالة.
   *[other] فشلت { $n } رسالة.
}
said-office-saved = حُفظت الإعدادات وتسري من الآن.

# Audit trail. Each sentence stands after the name of who did it.
audit-filter = تصفية السجل
audit-area = الموضوع
audit-any-area = كل شيء
audit-person = بواسطة
audit-anybody = أي شخص
audit-from = من يوم
audit-to = إلى يوم
audit-show = عرض
audit-all = عرض الكل
audit-none = لا نتائج
audit-none-text = يُدوَّن هنا ما يغيّره الأشخاص.
audit-none-filtered = لا شيء يطابق هذه التصفية. جرّب أيامًا أخرى أو اعرض الكل.
audit-area-calls = نداءات الكاستنج والمتقدمون
audit-area-rooms = القاعات وفترات التوقف
audit-area-hours = الأوقات والإجازات
audit-area-accounts = تسجيل الدخول
audit-somebody = شخص ما
audit-by-itself = Callboard
audit-removed = (محذوف)
audit-settings = الإعدادات
audit-refused = مرفوض
audit-with-key = بالمفتاح «{ $name }»
audit-something = تغيير ما
audit-booking-booked = حجز تجربة أداء: { $object }
audit-booking-accepted = قبول طلب { $object }
audit-booking-confirmed = تأكيد تجربة { $object }
audit-booking-declined = الاعتذار عن تجربة { $object }
audit-booking-cancelled = إلغاء تجربة { $object }
audit-booking-rescheduled = نقل موعد تجربة { $object }
audit-booking-amended = تعديل تجربة { $object }
audit-booking-completed = تسجيل إتمام تجربة { $object }
audit-booking-no-show = تسجيل غياب { $object }
audit-booking-undone = التراجع عن آخر تسجيل في تجربة { $object }
audit-booking-change-requested = طلب موعد آخر لتجربة { $object }
audit-booking-change-refused = رفض موعد آخر لتجربة { $object }
audit-booking-change-expired = انقضاء طلب الموعد الآخر لتجربة { $object }
audit-booking-reschedule-requested = طلب اختيار موعد آخر لتجربة { $object }
audit-booking-reschedule-refused = إبقاء موعد تجربة { $object }
audit-booking-reschedule-withdrawn = سحب طلب الموعد الآخر لتجربة { $object }
audit-booking-reschedule-expired = انقضاء طلب اختيار موعد آخر لتجربة { $object }
audit-booking-noted = كتابة ملاحظة في تجربة { $object }
audit-booking-privately-noted = كتابة ملاحظة خاصة في تجربة { $object }
audit-booking-hidden = إخفاء تجربة { $object } من القوائم
audit-booking-imported = نقل تجربة أداء { $object } من منصة أخرى
audit-call-created = إضافة نداء الكاستنج { $object }
audit-call-edited = تعديل نداء الكاستنج { $object }
audit-call-published = نشر نداء الكاستنج { $object }
audit-call-withdrawn = إعادة نداء الكاستنج { $object } إلى مسودة
audit-call-archived = أرشفة نداء الكاستنج { $object }
audit-call-deleted = حذف نداء كاستنج
audit-call-member-added = ضمّ { $person } إلى نداء الكاستنج { $object }
audit-call-member-removed = إخراج { $person } من نداء الكاستنج { $object }
audit-role-created = إضافة الدور { $object }
audit-role-edited = تعديل الدور { $object }
audit-role-archived = أرشفة الدور { $object }
audit-role-restored = استعادة الدور { $object }
audit-role-deleted = حذف دور
audit-application-created = إضافة تقديم { $object }
audit-application-imported = استيراد متقدمين: { $created } جدد، { $known } معروفون
audit-application-marked = تصنيف { $object }: { $status }
audit-application-marked-all = تصنيف كل المطابقين في { $object } ({ $n }): { $status }
audit-application-removed = إزالة تقديم
audit-application-edited = تعديل تقديم { $object }
audit-application-exported = تصدير قائمة متقدمين ({ $n })
audit-talent-edited = تعديل ملف { $object }
audit-talent-invited = دعوة { $object } إلى فتح حساب
audit-talent-claimed = تبنّي ملف { $object }
audit-event-type-created = إضافة نوع التجربة { $object }
audit-event-type-edited = تعديل نوع التجربة { $object }: { $fields }
audit-event-type-shared = تغيير مشاركة نوع التجربة { $object }
audit-private-link-created = إنشاء رابط خاص
audit-private-link-revoked = سحب رابط خاص
audit-event-type-archived = أرشفة نوع التجربة { $object }
audit-event-type-restored = استعادة نوع التجربة { $object }
audit-event-type-deleted = حذف نوع تجربة
audit-member-invited = دعوة شخص بصفة { $role }
audit-member-joined = الانضمام بصفة { $role }
audit-member-role-changed = تغيير دور { $object } من { $from } إلى { $to }
audit-member-deactivated = إيقاف { $object }
audit-member-reactivated = إعادة تفعيل { $object }
audit-invitation-revoked = سحب دعوة
audit-team-created = إضافة الفريق { $object }
audit-team-edited = تعديل الفريق { $object }
audit-team-archived = أرشفة الفريق { $object }
audit-team-restored = استعادة الفريق { $object }
audit-room-created = إضافة القاعة { $object }
audit-room-edited = تعديل القاعة { $object }
audit-room-archived = أرشفة القاعة { $object }
audit-room-restored = استعادة القاعة { $object }
audit-room-deleted = حذف قاعة
audit-room-hours-saved = تغيير أوقات القاعة { $object }
audit-pause-created = إضافة فترة توقف
audit-pause-deleted = إزالة فترة توقف
audit-calendar-connected = ربط تقويم
audit-calendar-changed = تغيير فحص التعارض في تقويم
audit-calendar-removed = إزالة تقويم
audit-calendar-exception-set = اختيار تقاويمه لنوع من التجارب
audit-calendar-feed-created = إنشاء رابط تقويم
audit-calendar-feed-deleted = حذف رابط تقويم
audit-calendar-reconnected = إعادة ربط حساب تقويم
audit-calendar-disconnected = إلغاء ربط حساب تقويم
audit-booking-changed-outside = رصد تغيير في تقويم لتجربة { $object }
audit-booking-change-answered = الرد على تغيير في تقويم لتجربة { $object }
audit-holiday-created = إضافة عطلة
audit-holiday-edited = تعديل عطلة
audit-holiday-list-added = إضافة عطل بلد
audit-holiday-deleted = إزالة عطلة
audit-schedule-created = إضافة أوقات
audit-schedule-saved = تغيير الأوقات
audit-schedule-deleted = حذف أوقات
audit-schedule-made-default = اختيار الأوقات المعتادة
audit-time-off-added = إضافة إجازة
audit-time-off-removed = إزالة إجازة
audit-travel-added = إضافة أيام في منطقة زمنية أخرى
audit-travel-removed = إزالة أيام في منطقة زمنية أخرى
audit-api-key-created = إنشاء مفتاح الربط { $object }
audit-api-key-revoked = إبطال مفتاح الربط { $object }
audit-api-key-rotated = استبدال مفتاح الربط { $object }
audit-calendar-reply-set = ضبط عنوان ردود التقاويم
audit-calendar-reply-removed = إيقاف استقبال ردود التقاويم
audit-calendar-reply-secret-set = ضبط سر الرسائل المسلَّمة عبر HTTP
audit-calendar-reply-secret-removed = إيقاف استقبال الرسائل عبر HTTP
audit-calendar-reply-mailbox-set = ربط صندوق بريد الردود
audit-calendar-reply-mailbox-removed = إلغاء ربط صندوق بريد الردود
audit-calendar-reply-taken = استقبال رد من تقويم
audit-organization-calendar-changes-set = ضبط ما يتبع التغييرات في التقاويم
audit-calcom-secret-set = تعيين سر ويب هوك Cal.com
audit-calcom-removed = إيقاف استقبال ويب هوك Cal.com
audit-calcom-dismissed = تنحية رسالة من Cal.com
audit-calcom-received = استقبال رسالة من Cal.com
audit-organization-created = إنشاء الجهة
audit-organization-changed = تغيير الإعدادات: { $fields }
audit-webhook-created = إضافة ويب هوك
audit-webhook-edited = تعديل ويب هوك
audit-webhook-secret-rotated = تجديد سرّ ويب هوك
audit-webhook-deleted = حذف ويب هوك
audit-webhook-tested = إرسال حدث تجريبي إلى ويب هوك
audit-webhook-replayed = إعادة إرسال أحداث إلى ويب هوك
audit-webhook-disabled = إيقاف ويب هوك لم يعد يستجيب
audit-limits-booker-set = تغيير حدود الحجز لكل موهبة
audit-limits-host-set = تغيير حدود الحجز لدى { $object }
audit-mail-tested = إرسال رسالة تجريبية
audit-setup-token-made = إصدار رمز للإعداد الأول
audit-setup-done = إتمام الإعداد الأول
audit-account-opened = فتح حساب
audit-account-sign-up-asked = طلب التسجيل
audit-account-reset-asked = طلب كلمة مرور جديدة
audit-account-password-reset = اختيار كلمة مرور جديدة بالبريد
audit-account-password-changed = تغيير كلمة المرور
audit-account-names-changed = تغيير الاسم
audit-session-signed-in = تسجيل الدخول
audit-session-password-shown = إدخال كلمة المرور الصحيحة
audit-session-code-refused = إدخال رمز خاطئ
audit-session-refused = تعذّر الدخول
audit-session-signed-out = تسجيل الخروج
audit-session-switched = الانتقال إلى هذه الجهة
audit-session-ended = إنهاء إحدى الجلسات
audit-session-others-ended = إنهاء الجلسات الأخرى ({ $n })
audit-second-factor-added = تفعيل العامل الثاني
audit-second-factor-removed = تعطيل العامل الثاني
audit-second-factor-codes-renewed = إصدار رموز استرداد جديدة
audit-second-factor-recovery-code-used = استعمال رمز استرداد

# Event types
event-types-lengths = { $list } دقيقة
event-type-setup = الإعداد
event-type-times = الإتاحة
event-type-limits = الحدود
event-type-questions = الأسئلة
event-type-team = الفريق
event-type-open = متاح للحجز
event-type-unlisted = لمن يعرف العنوان
event-type-by-link = برابط خاص فقط
event-types-which = أي أنواع المواعيد
event-types-none-archived = لا أنواع مؤرشفة
event-types-none-archived-text = تُحفظ هنا الأنواع التي لم تعد معروضة مع ما حُجز بها.
event-types-restore-one = إعادة «{ $name }» إلى الاستخدام
event-type-archived = مؤرشف
event-type-bookings-stay = ما حُجز يبقى كما هو.
event-type-archive = أرشفة هذا النوع
event-type-archive-text = لن يُعرض بعد الآن. ما حُجز به يبقى.
event-type-restore = إعادته إلى الاستخدام
event-type-restore-text = يُعرض للحجز من جديد.
said-event-type-archived = أُرشف النوع. ما حُجز به يبقى.
said-event-type-restored = عاد النوع إلى الاستخدام.
event-type-about-en = نبذة بالإنجليزية
event-type-about-ar = نبذة بالعربية
event-type-lengths = المُدد بالدقائق
event-type-own-place = رابط أو رقم أو عنوان خاص
event-type-own-place-hint = ما يخص هذا المضيف بدلًا مما في الإعداد. إن تُرك فارغًا فكما هناك. وما يُكتب عند الحجز يسبقهما.
event-type-lengths-hint = افصل بين عدة مُدد بفواصل؛ الأولى هي المعتادة.
event-type-slug = الكلمة في الرابط
event-type-slug-hint = أحرف لاتينية وأرقام وشرطات.
event-type-of-call = لنداء الكاستنج
event-type-any-call = أي نداء
event-types-no-call = أنواع المواعيد التي تضيفها تخص نداء كاستنج تعمل فيه، ولا يوجد نداء بعد.
event-type-of-team = يتبع الفريق
event-type-no-team = بلا فريق
event-type-colour = اللون في التقويم
event-type-where-sub = علّم كل طريقة ممكنة؛ ومن يحجز يختار.
event-type-video-password = كلمة مرور المكالمة
event-type-first-place = يُعرض أولًا
event-type-starts = أوقات البدء
event-type-step = بداية كل
event-type-step-hint = إن تُرك فارغًا: بطول المدة.
event-type-offset = مزاحة بمقدار
event-type-offset-hint = 10 تجعل 9:00 بدايتها 9:10.
event-type-grid = تُحسب من
event-type-grid-clock = رأس الساعة
event-type-grid-clock-note = دوام يبدأ 9:05 تكون أول بداية فيه على الساعة التالية.
event-type-grid-window = بداية الوقت المتاح
event-type-grid-window-note = دوام يبدأ 9:05 تكون أول بداية فيه 9:05.
event-type-zone-hint = التوقيت الذي تُحسب به البدايات والأيام والحدود.
event-hours = أوقاته الخاصة
event-hours-team = متى كان المضيفون متاحين
event-hours-own = في أوقات خاصة به
event-hours-own-note = ضمن أوقات المضيفين، ولا يُحجز خارجها.
event-hours-begin = بأول نمط أو تاريخ تصبح له أوقات خاصة، فلا يُحجز إلا فيها.
event-type-window = إلى أي مدى مسبقًا
event-type-window-sub = ما بعد ذلك لا يُعرض بعد.
event-type-calendars = التقاويم الخارجية
event-type-calendars-own = أنت من مضيفيه. يمكن أن تُكتب حجوزاته في تقويم آخر من تقاويمك، وأن تُفحص له تقاويم أخرى من تقاويمك.
event-type-calendars-hosts = يختار كل مضيف في صفحته أين تُكتب حجوزاته وأيّ تقاويمه يُفحص.
event-type-calendars-open = اختر تقاويمك له
event-type-window-how = يمكن حجزه
event-type-window-rolling = لعدد من الأيام من اليوم
event-type-window-working = لعدد من أيام العمل من اليوم
event-type-window-slots = حتى يكتمل عدد من الأيام التي فيها أوقات متاحة
event-type-window-range = بين تاريخين
event-type-window-endless = بلا نهاية
event-type-window-days = كم يومًا
event-type-buffer-before-hint = يبقى فارغًا قبل كل تجربة.
event-type-buffer-after-hint = يُضاف إلى ما قبل التجربة التالية.
event-type-places = الأماكن
event-type-places-sub = كم يمكن حجزهم في الوقت نفسه. يبقى الوقت معروضًا حتى تمتلئ الأماكن.
event-type-capacity = الأماكن في الوقت الواحد
event-type-places-per-role = الأماكن لكل دور
event-type-places-per-role-hint = أقصى عدد من كل دور في الوقت الواحد. إن تُرك فارغًا: بعدد الأماكن كلها. وإن كان العدد أعلاه 1 فللموعد أماكن بقدر مجموع الأدوار.
event-type-places-of = أماكن { $role }
event-type-places-together = { $n ->
    [zero] لا أماكن في الوقت الواحد.
    [one] مكان واحد في الوقت الواحد إجمالًا.
    [two] مكانان في الوقت الواحد إجمالًا.
    [few] { $n } أماكن في الوقت الواحد إجمالًا.
    [many] { $n } مكانًا في الوقت الواحد إجمالًا.
   *[other] { $n } مكان في الوقت الواحد إجمالًا.
}
event-type-places-any-call = هذا النوع متاح لكل نداءات الكاستنج، فلا تُقسَّم أماكنه على الأدوار. اختر نداءً واحدًا في التبويب الأول لتقسيمها.
event-type-places-no-roles = لا أدوار بعد في نداء الكاستنج. متى أُضيفت يمكن أن يكون لكل دور نصيبه من الأماكن.
event-type-places-shown = إظهار عدد الأماكن المتبقية
event-type-places-shown-hint = بجانب كل وقت لمن يحجز. أما فريقك فيراه دائمًا.
event-type-most = الحد الأقصى
event-type-most-sub = لكل المضيفين معًا. إن تُرك فارغًا: بلا حد.
event-type-most-bookings = التجارب
event-type-most-minutes = الدقائق
event-type-a-day = في اليوم
event-type-a-week = في الأسبوع
event-type-a-month = في الشهر
event-type-a-year = في السنة
event-type-always = حاضر دائمًا
event-type-weight = الوزن
event-type-priority = الأولوية
event-type-group = المجموعة
event-type-turns = التناوب
event-type-turns-sub = من يُحجز من عدة مضيفين متاحين.
event-type-turn-how = دور من
event-type-turn-least = من مضى على حجزه أطول وقت
event-type-turn-least-note = الأعلى أولوية أولًا.
event-type-turn-fewest = من لديه الأقل
event-type-turn-fewest-note = للجميع نصيب متساوٍ.
event-type-turn-weighted = بحسب الوزن
event-type-turn-weighted-note = الوزن 200 نصيبه ضعف نصيب 100.
event-type-since = تُحسب
event-type-since-all = منذ بدأ الاستضافة
event-type-since-month = هذا الشهر
event-type-since-day = اليوم
event-type-no-show-counts = الغياب يُحسب دورًا
event-type-questions-sub = تُطرح عند الحجز بهذا الترتيب، وتظهر إجاباتها عند التجربة.
event-type-questions-unsaved = لم يُحفظ بعد. احفظ لتبقى الأسئلة كما هي هنا.
event-type-questions-elsewhere = محفوظة الآن وليست بين الأسئلة أدناه
event-type-questions-elsewhere-text = الحفظ مجددًا يحذفها.
event-type-questions-elsewhere-see = اعرض الأسئلة كما هي محفوظة
event-type-question-new = سؤال آخر
event-type-question-en = السؤال بالإنجليزية
event-type-question-ar = السؤال بالعربية
event-type-question-kind = نوع الإجابة
event-type-question-required = إجابته لازمة
event-type-hint-en = تلميح بالإنجليزية
event-type-hint-ar = تلميح بالعربية
event-type-options = ما يُختار منه
event-type-options-hint = واحد في كل سطر: بالإنجليزية | بالعربية. للقوائم والاختيارات فقط.
question-kind-text = سطر واحد
question-kind-textarea = عدة أسطر
question-kind-number = رقم
question-kind-select = واحد من قائمة
question-kind-multiselect = عدة من قائمة
question-kind-radio = واحد من عدة
question-kind-checkbox = نعم أو لا
question-kind-email = بريد إلكتروني
question-kind-phone = رقم هاتف
question-kind-url = رابط
question-kind-date = تاريخ

limits-host = أقصى عدد للمضيف
limits-host-sub = في كل أنواع التجارب معًا. الحقل الفارغ يعني بلا حدّ، وما حُجز يبقى.
limits-booker = أقصى عدد لكل موهبة
limits-booker-sub = ما يمكن حجزه لموهبة واحدة لديكم في كل أنواع التجارب. الحقل الفارغ يعني بلا حدّ، وما حُجز يبقى.
limits-save = حفظ الحدود
said-limits-saved = حُفظت الحدود وتسري من الآن.

office-stale = التقاويم الخارجية
office-stale-sub = ما يحدث حين تتعذر قراءة تقويم أحدهم مدة طويلة. وما قُرئ آخر مرة يُحسب في الحالتين.
office-stale-host = تقويم المضيف
office-stale-talent = تقويم الموهبة
office-stale-block = لا تُعرض أوقات
office-stale-block-note = ما لا يُعرف لا يُعدّ متاحًا.
office-stale-warn = تُعرض الأوقات مع تنبيه
office-stale-warn-note = وقد يكون بعضها مشغولًا.

holidays-title = العطل
holidays-sub = تُغلق الأوقات الأسبوعية والأنماط لدى جهتكم في تاريخها.
holidays-years = السنة
holidays-of-year = عطلكم في { $year }
holidays-close = في هذه التواريخ لا يُعرض أحد من جهتكم، إلا من أدخل أوقاتًا لذلك التاريخ بعينه.
holidays-none = لا شيء بعد. خذها من قائمة بلد أو أضفها واحدة واحدة.
holidays-may-shift = قد تتحرك يومًا
holidays-moon = تواريخ الأعياد القمرية بحسب تقويم أم القرى. قد تحرّكها رؤية الهلال يومًا، وتضيف الدول أيامًا في وقت قصير: عدّلها هنا.
holidays-list-of = { $country }، { $year }
holidays-list-sub = أزل علامة ما يُعمل فيه. ويمكن تعديل كل يوم لاحقًا.
holidays-list-close = إغلاق القائمة
holidays-take = أضف الأيام المحددة
holidays-there = في قائمتكم
holidays-countries = من قائمة بلد
holidays-show-list = أظهر قائمته
holidays-add = إضافة عطلة
holidays-date = التاريخ
holidays-name-en = الاسم بالإنجليزية
holidays-name-ar = الاسم بالعربية
holidays-change = تعديل
holidays-change-of = تعديل { $name }
holidays-booked-stays = ما حُجز في التاريخ القديم أو الجديد يبقى.
said-holiday-added = أُضيفت العطلة.
said-holidays-added = أُضيفت الأيام إلى عطلكم.
said-holiday-changed = عُدّلت العطلة.
said-holiday-removed = أُزيلت العطلة، ويمكن الحجز في تاريخها من جديد.

# From Cal.com
calcom-link = حجوزات ما زالت تأتي من Cal.com
calcom-title = من Cal.com
calcom-source = نقل الحجوزات إلى هنا
calcom-source-sub = أضف في Cal.com ويب هوك بهذا العنوان والسر للحجوزات المنشأة والمنقولة والملغاة والمرفوضة.
calcom-address = العنوان
calcom-off = لا سر بعد: كل رسالة تُرفض.
calcom-on = تُستقبل منذ { $since }.
calcom-secret-make = إنشاء سر
calcom-secret-renew = إنشاء سر آخر
calcom-secret-text = انسخه إلى Cal.com الآن: لن يُعرض مرة أخرى، والسابق لم يعد يصلح.
calcom-remove = إيقاف استقبال الرسائل
calcom-waiting = بانتظارك
calcom-waiting-sub = حجوزات لا تخص طلبًا هنا، أو تتعارض مع حجز قائم.
calcom-none = لا شيء ينتظر.
calcom-no-application = لا تذكر طلبًا
calcom-unknown-application = طلب غير معروف
calcom-no-event-type = لا نوع تجربة لندائه
calcom-time-taken = الوقت محجوز
calcom-already-booked = للموهبة تجربة أداء قائمة
calcom-not-possible = غير ممكن بحاله
calcom-not-understood = غير مفهومة
calcom-assign = تعيين
calcom-assign-of = لمن «{ $name }»؟
calcom-assign-do = تعيينها له
calcom-application = الطلب
calcom-search = اسم الموهبة
calcom-find = بحث
calcom-nobody = لم يُعثر على أحد.
calcom-retry = إعادة المحاولة
calcom-dismiss = وضع جانبًا
said-calcom-removed = لن تُستقبل رسائل أخرى.
said-calcom-done = صار حجزًا هنا.
said-calcom-still = ما زالت تنتظر: السبب في القائمة.
said-calcom-nothing = لم يبق ما يُفعل بشأنها.
said-calcom-dismissed = وُضعت جانبًا.
