# قواعد الإشعارات، وسجل رسائل الحجز، والاستغناء عن بعضها.
nav-notifications = الإشعارات
notify-sub = من يُخبَر بتجارب الأداء، ومتى، وبأي كلمات. الدعوات والمواعيد الجديدة والإلغاءات تصل الطرف الآخر دائمًا؛ والقواعد تزيد عليها أو تعيرها كلماتك.
notify-rules = قواعد كل أنواع التجارب
notify-rules-sub = يمكن لكل نوع أن يستغني عن إحداها وأن تكون له قواعده.
notify-new = قاعدة جديدة
notify-none = لا قواعد
notify-none-text = لا يُذكَّر أحد. أضف قاعدة، مثل تذكير قبل الموعد بيوم.
notify-own = قواعد هذا النوع
notify-own-sub = تسري على هذا النوع وحده.
notify-own-none = ليست لهذا النوع قواعد خاصة به.
notify-house = قواعد الجهة
notify-house-sub = تسري هنا أيضًا ما لم توقفها لهذا النوع.
notify-house-none = ليست للجهة قواعد.
notify-when-booked = عند حجز موعد
notify-when-requested = عند طلب موعد
notify-when-confirmed = عند التأكيد
notify-when-declined = عند الاعتذار
notify-when-rescheduled = عند تغيّر الموعد
notify-when-cancelled = عند الإلغاء
notify-when-before = قبل البداية: { $span }
notify-when-after = بعد النهاية: { $span }
notify-when-unconfirmed = قبل البداية إن لم يؤكَّد: { $span }
notify-span-minutes = { $n ->
    [zero] دون دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
notify-span-hours = { $n ->
    [zero] دون ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
}
notify-span-days = { $n ->
    [zero] دون يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
notify-to-talent = إلى الموهبة أو الضيف
notify-to-host = إلى المضيفين
notify-to-guests = إلى المرافقين
notify-to-address = إلى { $address }
notify-by-email = بالبريد الإلكتروني
notify-by-sms = برسالة نصية
notify-by-whatsapp = عبر واتساب
notify-has-words = بكلماتك
notify-sleeps = تنتظر الصباح
notify-is-off = متوقفة
notify-is-off-here = متوقفة هنا
notify-switch-on = تشغيل
notify-switch-off = إيقاف
notify-switch-off-here = إيقاف هنا
notify-switch-on-here = تشغيل هنا
notify-edit = تعديل
notify-of-rule = { $action }: { $rule }
notify-quiet = ساعات الهدوء
notify-quiet-sub = رسائل القواعد التي تنتظر الصباح تؤجَّل في هذه الساعات، بتوقيت من تصله. فإن كانت تجربة الأداء ستبدأ قبل انتهائها أُرسلت قبيل بدايتها.
notify-quiet-from = من
notify-quiet-to = إلى
notify-quiet-clear = اترك الخانتين فارغتين إن لم تكن هناك ساعات هدوء.
notify-quiet-save = حفظ ساعات الهدوء
notify-rule-new-title = قاعدة جديدة
notify-rule-title = تعديل قاعدة
notify-rule-of = لنوع التجربة { $name }
notify-rule-of-all = لكل أنواع التجارب
notify-section-when = متى
notify-section-who = من وكيف
notify-section-words = بأي كلمات
notify-section-words-sub = اتركها فارغة لتُستعمل كلمات المنتج. وفي البريد تأتي التفاصيل (الموعد والمكان ومع من) وزر الرد بعد نصك دائمًا.
notify-trigger = ما الذي يطلقها
notify-trigger-before = قبل البداية بمدة
notify-trigger-after = بعد النهاية بمدة
notify-trigger-unconfirmed = قبل البداية بمدة إن لم يؤكَّد الموعد
notify-offset = المدة
notify-unit = الوحدة
notify-minutes = دقائق
notify-hours = ساعات
notify-days = أيام
notify-recipient = من يُخبَر
notify-recipient-talent = الموهبة، أو الضيف الذي حجز
notify-recipient-host = المضيفون
notify-recipient-guests = المرافقون
notify-recipient-address = عنوان أو رقم ثابت
notify-address = العنوان أو الرقم
notify-channel = بأي وسيلة
notify-channel-email = البريد الإلكتروني
notify-channel-sms = رسالة نصية
notify-channel-whatsapp = واتساب
notify-channel-none = لم يُضبط مزوّد للخدمة
notify-channel-outbox = تصل إلى صندوق الصادر في هذا التنصيب فقط
notify-keeps-quiet = تنتظر الصباح
notify-keeps-quiet-hint = لا تُرسل في ساعات الهدوء لدى الجهة.
notify-subject-en = العنوان بالإنجليزية
notify-subject-ar = العنوان بالعربية
notify-body-en = الرسالة بالإنجليزية
notify-body-ar = الرسالة بالعربية
notify-variables = المتغيرات
notify-variables-sub = اكتبها بين قوسين معقوفين، وتُملأ عند الإرسال.
notify-variable-talent = صاحب تجربة الأداء
notify-variable-what = الدور والعمل
notify-variable-role = الدور
notify-variable-production = العمل
notify-variable-when = اليوم والساعة والتوقيت
notify-variable-place = المكان، أو طريقة اللقاء
notify-variable-host = من ينتظرهم
notify-variable-organisation = جهتكم
notify-variable-reason = السبب المذكور إن وُجد
notify-variable-link = رابط الرد أو الفتح
notify-save = حفظ القاعدة
notify-preview = معاينة
notify-preview-title = معاينة
notify-preview-with = بحجز { $name }. لم يُخبَر أحد بشيء.
notify-preview-none = لا يوجد حجز لتجربة القاعدة به بعد.
notify-preview-en = بالإنجليزية
notify-preview-ar = بالعربية
notify-holds-at-once = تسري فورًا، حتى على تجارب الأداء المحجوزة التي لم يحن وقتها.
notify-delete = حذف القاعدة
notify-delete-title = حذف هذه القاعدة
notify-delete-text = لا يُرسل بها شيء بعد ذلك. ويبقى ما أرسلته في سجلات الحجوزات.
said-rule-saved = حُفظت القاعدة وتسري من الآن.
said-rule-deleted = حُذفت القاعدة.
said-rule-on = القاعدة تعمل الآن.
said-rule-off = أُوقفت القاعدة.
said-rule-off-here = لم تعد القاعدة تسري على هذا النوع.
said-rule-on-here = عادت القاعدة تسري على هذا النوع.
said-quiet-saved = حُفظت ساعات الهدوء.
said-message-resent = الرسالة في طريقها من جديد.
refusal-message-outdated = ما تقوله هذه الرسالة لم يعد صحيحًا، أو ما زالت في طريقها. لن تُرسل من جديد.

# السجل
message-title = الرسائل
message-sub = ما أُرسل عن تجربة الأداء هذه، الأحدث أولًا.
message-none = لم يُرسل شيء بعد.
message-failed-title = تعذّر إخبار { $name }
message-failed-text = رُفضت رسالة «{ $what }» إلى { $address }.
message-failed-suppressed = رفض هذا العنوان رسالة سابقة، فلم يُجرَّب إرسال شيء بعدها.
message-failed-way = صحّح العنوان في ملف الموهبة، أو اتصل، أو أعد الإرسال.
message-failed-guest-way = اتصل، أو أعد الإرسال.
message-resend = إعادة الإرسال
message-resend-of = إعادة الإرسال: { $what }، { $name }
message-sent = أُرسلت
message-waiting = في الانتظار
message-waiting-until = في الانتظار حتى { $when }
message-failed = لم تصل
message-skipped = لم تُرسل
message-resent = أُعيد إرسالها بعد ذلك
message-again = أُعيد إرسالها يدويًا
message-by-rule = بقاعدة
message-answer = قال خادم البريد: { $answer }
message-as-talent = الموهبة
message-as-booker = الضيف الذي حجز
message-as-caster = مسؤول الكاستنج
message-as-host = مضيف
message-as-guest = مرافق
message-as-address = عنوان ثابت
message-kind-invitation = دعوة
message-kind-accepted = قبول الطلب
message-kind-moved = موعد جديد
message-kind-amended = تعديل في التفاصيل
message-kind-cancelled = إلغاء
message-kind-declined = اعتذار
message-kind-confirmed = تأكيد
message-kind-change-requested = طلب موعد آخر
message-kind-change-granted = منح موعد جديد
message-kind-change-refused = رفض موعد آخر
message-kind-change-expired = انقضاء الطلب
message-kind-reschedule-requested = طلب اختيار موعد آخر
message-kind-reschedule-refused = إبقاء الموعد
message-kind-reschedule-withdrawn = سحب الطلب
message-kind-noted = ملاحظة
message-kind-left = لم يعد ضمن المرافقين
message-kind-reminder = تذكير
message-kind-booked = حجز
message-kind-requested = طلب موعد
message-kind-follow-up = بعد تجربة الأداء
message-kind-unconfirmed = لا رد بعد
message-kind-other = رسالة
message-skipped-gone = لم تعد تجربة الأداء موجودة.
message-skipped-takes-place = ستُقام رغم ذلك.
message-skipped-called-off = أُلغيت تجربة الأداء قبلها.
message-skipped-moved = كان الموعد قد تغيّر.
message-skipped-over = كانت قد انتهت.
message-skipped-begun = كانت قد بدأت.
message-skipped-not-held = لم تُقَم.
message-skipped-unconfirmed = لم تعد مؤكدة.
message-skipped-answered = كان الرد قد وصل.
message-skipped-unaccepted = لم يُقبل الطلب قط.
message-skipped-superseded = تقولها رسالة أحدث.
message-skipped-nobody = لم يبق من يُخبَر.
message-skipped-no-number = لا نعرف لهم رقمًا.
message-skipped-unwanted = لا يرغب صاحبها في مثل هذه الرسائل.
message-skipped-bounced = رفض هذا العنوان رسالة سابقة.

# الاستغناء
mail-stop = إيقاف مثل هذه الرسائل
unsubscribe-reminders-title = رسائل التذكير
unsubscribe-follow-ups-title = رسائل ما بعد تجربة الأداء
unsubscribe-reminders = ترسل { $organisation } إلى { $address } تذكيرًا بتجارب الأداء. يمكنكم الاستغناء عنه. أما الدعوات والمواعيد الجديدة والإلغاءات فتبقى.
unsubscribe-follow-ups = ترسل { $organisation } إلى { $address } رسالة بعد تجارب الأداء. يمكنكم الاستغناء عنها. أما الدعوات والمواعيد الجديدة والإلغاءات فتبقى.
unsubscribe-stop = إيقاف هذه الرسائل
unsubscribe-stopped = أُوقفت. لن ترسل { $organisation } مثل هذه الرسائل إلى { $address } بعد الآن.
unsubscribe-again = استئنافها
said-subscribed-again = عادت الرسائل.
said-unsubscribed = أُوقفت. لا يتغيّر شيء آخر.

# رسائل القواعد
mail-subject-told-booked = حجز: { $what }، { $when }
mail-subject-told-requested = طلب موعد: { $what }، { $when }
mail-subject-told-after = بعد تجربة الأداء: { $what }، { $when }
mail-subject-told-unconfirmed = لا رد بعد: { $what }، { $when }
mail-told-talent-booked-title = حُجزت تجربة أدائكم
mail-told-talent-booked = لكم تجربة أداء لدى { $organisation }: { $what }.
mail-told-talent-confirmed = تجربة أدائكم لدى { $organisation } مؤكدة: { $what }.
mail-told-talent-declined-title = اعتُذر عن تجربة الأداء
mail-told-talent-declined = لن تُقام تجربة الأداء لدى { $organisation }: { $what }.
mail-told-talent-rescheduled = لتجربة أدائكم لدى { $organisation } موعد جديد: { $what }.
mail-told-talent-before = اقتربت تجربة أدائكم لدى { $organisation }: { $what }.
mail-told-talent-after-title = شكرًا لحضوركم
mail-told-talent-after = شكرًا لكم على تجربة الأداء لدى { $organisation }: { $what }.
mail-told-talent-unconfirmed-title = هل يمكنكم الحضور؟
mail-told-talent-unconfirmed = لم يصل { $organisation } ردّكم بعد على تجربة الأداء: { $what }. نرجو إخبارنا هل يمكنكم الحضور.
mail-told-booked-title = حُجز موعد { $name }
mail-told-booked = لدى { $name } تجربة أداء: { $what }.
mail-told-requested-title = طلب موعد من { $name }
mail-told-requested = ورد من { $name } طلب موعد: { $what }.
mail-told-declined-title = اعتُذر عن تجربة أداء { $name }
mail-told-declined = لن تُقام تجربة أداء { $name }: { $what }. الموعد متاح من جديد.
mail-told-rescheduled-title = لتجربة أداء { $name } موعد جديد
mail-told-before-title = اقترب موعد { $name }
mail-told-before = اقتربت تجربة أداء { $name }: { $what }.
mail-told-after-title = انتهت تجربة أداء { $name }
mail-told-after = انتهت تجربة أداء { $name }: { $what }.
mail-told-unconfirmed-title = لا رد من { $name } بعد
mail-told-unconfirmed = لم يصل بعد رد { $name } على تجربة الأداء: { $what }.
mail-footer-guest = وصلتكم هذه الرسالة لأنكم مرافقون في تجربة أداء تنظمها { $organisation } عبر Callboard.
mail-footer-host = وصلتكم هذه الرسالة لأنكم تستضيفون تجربة الأداء هذه في Callboard.
mail-footer-address = وصلتكم هذه الرسالة لأن { $organisation } ذكرت هذا العنوان في Callboard.
mail-outbox-text-message = رسالة نصية إلى { $address }

# سجل التدقيق
audit-area-notifications = الإشعارات
audit-notification-rule-created = إضافة قاعدة إشعار
audit-notification-rule-edited = تعديل قاعدة إشعار
audit-notification-rule-deleted = حذف قاعدة إشعار
audit-notification-rule-switched-on = تشغيل قاعدة إشعار
audit-notification-rule-switched-off = إيقاف قاعدة إشعار
audit-notification-rule-excepted = إيقاف قاعدة إشعار لنوع التجربة { $object }
audit-notification-rule-applied = تشغيل قاعدة إشعار لنوع التجربة { $object }
audit-notification-resent = إعادة إرسال رسالة عن تجربة أداء { $object }
audit-notifications-stopped = إيقاف التذكير أو رسائل ما بعد تجربة الأداء بالرابط
audit-notifications-resumed = استئناف التذكير أو رسائل ما بعد تجربة الأداء بالرابط
audit-quiet-hours-changed = تعديل ساعات الهدوء

# ما ينتظر المكتب، في صفحة اليوم.
needs-title = { $n ->
    [zero] لا شيء ينتظرك
    [one] ينتظرك أمر واحد
    [two] ينتظرك أمران
    [few] تنتظرك { $n } أمور
    [many] ينتظرك { $n } أمرًا
   *[other] ينتظرك { $n } أمر
}
needs-more = { $n ->
    [zero] لا شيء غيرها.
    [one] وأمر آخر يظهر هنا بعد الفراغ من هذه.
    [two] وأمران آخران يظهران هنا بعد الفراغ من هذه.
    [few] و{ $n } أمور أخرى تظهر هنا بعد الفراغ من هذه.
    [many] و{ $n } أمرًا آخر يظهر هنا بعد الفراغ من هذه.
   *[other] و{ $n } أمر آخر يظهر هنا بعد الفراغ من هذه.
}
needs-of = { $action }: { $name }
needs-request = طلب موعد آخر
needs-pending = يطلب هذا الموعد
needs-seen = اطّلعت
said-seen = أُزيل من القائمة.
needs-silent = لا رد بعد
needs-declined = اعتذار عن الحضور
needs-kept = إبقاء الموعد
needs-unlinked = مكالمة مرئية بلا رابط
needs-give-link = إضافة الرابط
needs-failed = تعذّر الإخبار
needs-failed-to = رُفضت الرسالة إلى { $address }
needs-answer = الرد
needs-ask-again = السؤال من جديد
needs-call = اتصال
needs-book-again = حجز موعد آخر
needs-move = نقل الموعد
needs-calendar = تتعذر قراءة التقويم
needs-calendar-closed = يحتاج التقويم وصلًا جديدًا
needs-calendar-closed-since = لم يعد يُسمح لـ Callboard بالدخول ({ $when }).
needs-connect-again = إعادة الوصل
needs-look = عرض

# الويب هوك
nav-webhooks = الويب هوك
hooks-sub = يُخبَر نظام آخر فورًا بما يحدث لتجارب الأداء والطلبات ونداءات الكاستنج وأوقات الفراغ وسائر ما لدى المكتب. كل رسالة موقّعة، والمستقبِل يرتّبها برقم المراجعة.
hooks-docs = شكل الرسائل
hooks-new = ويب هوك جديد
hooks-none = لا ويب هوك
hooks-none-text = أضف عنوانًا لك يستقبل الرسائل عبر HTTPS.
hooks-every-event = كل الأحداث
hooks-some-events = { $n ->
    [zero] لا أحداث
    [one] حدث واحد
    [two] حدثان
    [few] { $n } أحداث
    [many] { $n } حدثًا
   *[other] { $n } حدث
}
hooks-active = يعمل
hooks-failing = لا يستقبل شيئًا منذ { $since }
hooks-paused = موقوف مؤقتًا
hooks-gone = متوقف: أجاب بأنه لم يعد موجودًا
hooks-disabled = متوقف: لم يستقبل شيئًا خمسة أيام
hooks-format = الصيغة
hooks-format-standard = Standard Webhooks
hooks-format-standard-note = بأسماء Callboard، موقّعة بطريقة Standard Webhooks.
hooks-format-calcom = Cal.com
hooks-format-calcom-note = لمستقبِلات كُتبت لـ Cal.com، دون أي تغيير فيها.
hooks-url = العنوان
hooks-url-hint = عبر HTTPS. تُرفض الشبكات الخاصة ما لم يسمح بها خادمكم.
hooks-description = الوصف
hooks-events = الأحداث
hooks-events-hint = إن لم تختر شيئًا فكل الأحداث.
hooks-about-booking = تجارب الأداء
hooks-about-application = الطلبات
hooks-about-talent = المواهب
hooks-about-casting_call = نداءات الكاستنج
hooks-about-role = الأدوار
hooks-about-event_type = أنواع التجارب
hooks-about-room = القاعات
hooks-about-holiday = العطل
hooks-about-pause = فترات التوقف
hooks-about-member = الأعضاء
hooks-about-availability = الساعات والإجازات
hooks-about-calendar = تقاويم الأعضاء
hooks-make = إضافة الويب هوك
hooks-secret = سر التوقيع
hooks-secret-text = انسخه الآن فلن يظهر مرة أخرى. به يتحقق المستقبِل من أن الرسالة منا.
hooks-messages = الرسائل
hooks-messages-sub = تُحفظ 30 يومًا.
hooks-no-messages = لا رسائل.
hooks-all = الكل
hooks-event = الحدث
hooks-written = كُتبت
hooks-attempts = المحاولات
hooks-state = الحالة
hooks-next = التالية { $when }
hooks-waiting = في الانتظار
hooks-delivered = وصلت
hooks-failed = فشلت
hooks-skipped = محجوزة
hooks-actions = هذا الويب هوك
hooks-test = إرسال حدث تجريبي
hooks-pause = إيقاف مؤقت
hooks-switch-on = تشغيل
hooks-rotate = سر جديد
hooks-former = يوقّع السر السابق أيضًا حتى { $when }.
hooks-delete = حذف
hooks-edit = العنوان والأحداث
hooks-replay = إعادة الإرسال منذ
hooks-replay-sub = ما كُتب منذ ذلك الوقت ولم يصل يُرسل من جديد، الأقدم أولًا.
hooks-since = التاريخ
hooks-since-time = الساعة
hooks-delivered-too = وما وصل أيضًا
hooks-replay-send = إعادة الإرسال
hooks-send-again = إعادة الإرسال
hooks-next-attempt = المحاولة التالية
hooks-subject = عن
hooks-attempts-title = المحاولات
hooks-no-attempts = لم يُجرَّب شيء بعد.
hooks-attempt = المحاولة { $n }
hooks-answered = أجاب { $status }
hooks-no-answer = لا جواب
hooks-took = { $ms } م‌ث
hooks-request = الطلب
hooks-response = الجواب
hooks-empty = (فارغ)
hooks-cut = لا يُحفظ إلا أول 16 كيلوبايت.
hooks-body = الرسالة
hooks-body-sub = البايتات نفسها في كل محاولة.
said-hook-paused = أُوقف مؤقتًا. ما يحدث من الآن لا يُخبَر به.
said-hook-on = شُغّل. ما حُجز يمكن إرساله من جديد.
said-hook-tested = الحدث التجريبي في طريقه.
said-hook-deleted = حُذف الويب هوك.
said-hook-sent-again = الرسالة في طريقها من جديد.
said-hook-replayed = ما فاته في طريقه.
said-hook-replayed-more = ألف رسالة في طريقها. أعد الإرسال للباقي.
said-hook-nothing = لا شيء يُعاد إرساله.

# سلامة النظام
health-dead-jobs = مهام فشلت نهائيًا
health-dead-jobs-sub = فشلت بخطأ منا اثنتي عشرة مرة. أعدها متى زال السبب.
health-died = فشلت
health-job = المهمة
health-retry = إعادة
health-retry-of = إعادة: { $job }
health-resend-of = إعادة الإرسال: { $kind }
health-open-webhook = الرسائل
health-broken-webhooks = ويب هوك لا يستقبل شيئًا
said-job-retried = تعمل المهمة من جديد.
health-fault-action = ما العمل
health-open-booking = فتح الحجز
health-address-gone = رفض هذا العنوان رسالة سابقة.

# الاكتمال التلقائي
office-completion = بعد تجربة الأداء
office-completion-sub = تجربة الأداء التي لم يعلّمها أحد تُعدّ مكتملة تلقائيًا.
office-completion-when = الاكتمال التلقائي
office-completion-never = أبدًا
office-completion-at-end = عند نهايتها
office-completion-hours = { $n ->
    [zero] عند نهايتها
    [one] بعد نهايتها بساعة
    [two] بعد نهايتها بساعتين
    [few] بعد نهايتها بـ { $n } ساعات
    [many] بعد نهايتها بـ { $n } ساعة
   *[other] بعد نهايتها بـ { $n } ساعة
}
office-completion-hint = يمكن تعليم الغياب بعد ذلك والتراجع عنه.
office-completion-save = حفظ
said-completion-saved = حُفظ. يسري من الآن، حتى على تجارب الأداء في آخر 60 يومًا.
audit-organization-completion-changed = تغيير وقت اكتمال تجارب الأداء تلقائيًا
audit-job-retried = إعادة تشغيل مهمة فاشلة
