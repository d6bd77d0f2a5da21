import type { Messages } from '../words.ts';

const after = (wait: string | null) => wait ?? 'لاحقًا';

/** Numbers stand beside nouns, never before them: so no sentence depends on how Arabic counts. */
export const ar: Messages = {
  unauthenticated: 'لم تسجّل الدخول. سجّل الدخول ثم حاول مرة أخرى.',
  invalid_argument: 'في الطلب قيمة غير صحيحة. صحّحها ثم حاول مرة أخرى.',
  suspended: 'حسابك موقوف. اطلب المساعدة إن كنت ترى أن هذا خطأ.',
  paused: 'رصيدك معلّق مؤقتًا. اطلب المساعدة إن كنت ترى أن هذا خطأ.',
  ip_blocked: 'لا يُسمح لشبكتك بالتوليد هنا.',
  not_admin: 'لا يُسمح لك بهذا الإجراء. اطلبه من أحد المشرفين.',
  not_owner: 'لا يمكنك الوصول إلى هذا. سجّل الدخول من جديد أو اسأل أحد المشرفين.',
  rate_limited: ({ wait, ofAddress }) =>
    ofAddress
      ? `وصلت من شبكتك طلبات كثيرة جدًا. حاول مرة أخرى ${after(wait)}.`
      : `بلغت الحد المسموح به الآن. حاول مرة أخرى ${after(wait)}.`,
  guest_limit: ({ wait }) => `استنفدت ما يُتاح للزوار. أنشئ حسابًا للمتابعة، أو عد ${after(wait)}.`,
  insufficient_credits: ({ required, available }) =>
    required === null || available === null
      ? 'رصيدك لا يكفي.'
      : `رصيدك لا يكفي: المطلوب ${required} والمتاح ${available}.`,
  spending_limit: ({ required, available }) =>
    required === null || available === null
      ? 'بلغت حد الإنفاق الذي وضعته لنفسك.'
      : `يتجاوز هذا حد الإنفاق الذي وضعته لنفسك: المطلوب ${required} والمتبقي ${available}.`,
  prompt_rejected: ({ categories }) =>
    categories === null
      ? 'محتوى غير لائق: غيّر الصياغة ثم حاول مرة أخرى.'
      : `محتوى غير لائق (${categories}): غيّر الصياغة ثم حاول مرة أخرى.`,
  request_reused: 'استُخدم معرّف هذا الطلب لطلب آخر. أرسله بمعرّف جديد.',
  activity_ended: 'انتهت هذه العملية من قبل.',
  config_conflict: 'حفظ شخص آخر تعديلاته قبلك. حمّل الإعدادات من جديد ثم عدّل.',
  contended: 'الضغط شديد الآن. حاول مرة أخرى بعد لحظات.',
  not_found: 'لم يُعثر على المطلوب.',
  provider_failed: 'فشل التوليد ولم يُخصم شيء من رصيدك.',
  not_for_sale: 'هذه الباقة ليست للبيع الآن.',
  payment_unavailable: 'الدفع غير متاح الآن ولم يُدفع شيء. حاول بعد قليل.',
  foreign_document: 'تعذّر فتح حسابك الآن. لم يتغيّر شيء ولم يُخصم شيء. أخبر القائمين على هذا التطبيق.',
  damaged_document: 'تعذّر فتح حسابك الآن. لم يتغيّر شيء ولم يُخصم شيء. أخبر القائمين على هذا التطبيق.',
  network: 'تعذّر الوصول إلى الخادم. تحقّق من اتصالك ثم حاول مرة أخرى.',
  internal: 'حدث خطأ في الخادم. لم يُخصم شيء إضافي؛ حاول مرة أخرى بعد لحظات.',
  unconfirmed: 'تعذّر التأكد من الإلغاء. إن بدأت العملية لاحقًا فستُوقَف حينها.',
  cancelled: 'أُلغيت العملية، ولم يُخصم إلا ما سُلّم قبل الإلغاء.',
};
