import type { Words } from './words.ts';

const plurals = new Intl.PluralRules('ar');

type Forms = Record<'one' | 'two' | 'few' | 'many' | 'other', string>;

/** One and two are words of their own; the others stand beside the number. */
function counted(count: number, shown: string, forms: Forms): string {
  const form = plurals.select(count);
  if (form === 'one' || form === 'two') return forms[form];
  return `${shown} ${forms[form === 'zero' ? 'other' : form]}`;
}

const DAYS: Forms = { one: 'يوم واحد', two: 'يومين', few: 'أيام', many: 'يومًا', other: 'يوم' };

const CREDITS: Forms = { one: 'رصيد واحد', two: 'رصيدان', few: 'أرصدة', many: 'رصيدًا', other: 'رصيد' };

const UNITS: Record<'image' | 'second' | 'minute' | 'token' | 'request', Forms> = {
  image: { one: 'صورة', two: 'صورتين', few: 'صور', many: 'صورة', other: 'صورة' },
  second: { one: 'ثانية', two: 'ثانيتين', few: 'ثوانٍ', many: 'ثانية', other: 'ثانية' },
  minute: { one: 'دقيقة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' },
  token: { one: 'رمز', two: 'رمزين', few: 'رموز', many: 'رمزًا', other: 'رمز' },
  request: { one: 'طلب', two: 'طلبين', few: 'طلبات', many: 'طلبًا', other: 'طلب' },
};

export const ar: Words = {
  credits: (count, shown) => counted(count, shown, CREDITS),
  per: (unit, count, shown) => `لكل ${counted(count, shown, UNITS[unit])}`,
  kinds: { image: 'الصور', video: 'الفيديو', voice: 'الصوت', chat: 'المحادثة' },
  sources: {
    welcome: 'ترحيب',
    plan: 'اشتراك',
    purchase: 'مشتراة',
    bonus: 'هدية',
    promotion: 'عرض ترويجي',
    refund: 'مستردة',
  },
  balance: {
    title: 'أرصدتك',
    loading: 'جارٍ تحميل رصيدك',
    signedOut: 'سجّل الدخول لترى أرصدتك.',
    toSpend: 'متاح للإنفاق',
    held: (credits) => `محجوز: ${credits}`,
    heldBy: (credits) => `محجوز لما يجري توليده الآن: ${credits}. وما لا يُستعمل منه يعود إليك.`,
    low: (credits) => `رصيدك منخفض. المتبقي: ${credits}.`,
    empty: 'لم يبق لديك رصيد.',
    lowMark: 'الرصيد منخفض',
    lastKnown: 'لا يوجد اتصال. هذا آخر رصيد معروف.',
    sources: 'مصادرها',
    expires: (date) => `حتى ${date}`,
    neverExpires: 'لا تنتهي صلاحيتها',
    usedThisMonth: 'المستعمل هذا الشهر',
    generationsThisMonth: 'عمليات التوليد هذا الشهر',
    buy: 'شراء أرصدة',
    retry: 'أعد المحاولة',
    failed: 'تعذّر تحميل رصيدك.',
    failedMark: 'تعذّر التحميل',
    blocked: {
      paused: 'حسابك موقوف مؤقتًا. تبقى أرصدتك لك، لكن لا يمكن إنفاقها الآن.',
      suspended: 'حسابك معلّق، فلا يمكن إنفاق أرصدتك.',
      deleted: 'حُذف هذا الحساب.',
    },
  },
  guest: {
    title: 'أنت تجرّب من دون حساب',
    left: (left, limit) => `المجاني المتبقي: ${left} من ${limit}`,
    leftUnknown: 'بعض عمليات التوليد مجانية.',
    usedUp: 'استعملت كل عمليات التوليد المجانية.',
    offer: 'أنشئ حسابًا لتتابع، ويبقى لك كل ما صنعته.',
    signUp: 'إنشاء حساب',
  },
  cost: {
    checking: 'جارٍ حساب السعر',
    costs: 'الكلفة',
    costsAtMost: 'الكلفة القصوى',
    leaves: 'المتبقي بعدها',
    missing: 'الناقص',
    sufficient: 'لديك رصيد كافٍ.',
    low: 'يكفي رصيدك لهذه المرة، ثم يصبح منخفضًا.',
    insufficient: 'رصيدك لا يكفي لهذا.',
    guest: 'مجاني أثناء التجربة.',
    unpriced: 'لا يمكن حساب سعر هذا. اختر نموذجًا آخر أو كمية أخرى.',
  },
  packs: {
    title: 'شراء أرصدة',
    have: (credits) => `لديك الآن: ${credits}.`,
    lead: 'الأرصدة المشتراة لا تنتهي صلاحيتها.',
    loading: 'جارٍ تحميل الحزم',
    none: 'لا توجد حزم للبيع حاليًا.',
    bestValue: 'أفضل قيمة',
    bonus: (amount) => `منها ${amount} هدية`,
    save: (percent) => `وفّر ${percent}`,
    aCredit: (price) => `${price} للرصيد الواحد`,
    buyFor: (price) => `شراء بـ ${price}`,
    busy: 'لحظة من فضلك…',
    leaving: 'يجري فتح صفحة الدفع.',
    toPay: 'انتقل إليها',
    signUpFirst: 'أنشئ حسابًا أولًا لتُضاف الأرصدة إليه.',
    thanks: (credits) => `شكرًا لك. يصل إلى رصيدك بعد لحظات: ${credits}.`,
    noCheckout: 'لا يبيع هذا التطبيق أرصدة بعد. اسأل القائمين عليه.',
    checkoutFailed: 'لم يتم الشراء، ولم يُخصم منك شيء هنا. أعد المحاولة.',
    unknownPack: 'لم تعد هذه الحزمة للبيع. اختر حزمة أخرى.',
    close: 'إغلاق',
    plans: 'الاشتراكات',
    plan: 'الاشتراك',
    eachMonth: 'كل شهر',
    whatItBuys: 'ماذا تشتري الأرصدة',
    model: 'النموذج',
    price: 'السعر',
    inBalance: 'برصيدك',
  },
  models: {
    choose: 'اختر نموذجًا',
    recommended: 'موصى به لرصيدك',
    missing: (credits) => `الناقص: ${credits}`,
    none: 'لا يوجد نموذج من هذا النوع.',
  },
  usage: {
    title: 'الأرصدة المستعملة',
    total: 'المجموع',
    average: 'في اليوم',
    none: 'لم يُستعمل شيء في هذه الأيام.',
    loading: 'جارٍ تحميل استعمالك',
    asTable: 'عرض في جدول',
    day: 'اليوم',
    used: 'الأرصدة المستعملة',
    summary: (total, days, shownDays) => `المستعمل في ${counted(days, shownDays, DAYS)}: ${total}`,
  },
  limit: {
    left: (kind, left, limit) => `${kind}: المتبقي ${left} من ${limit} في هذه الساعة`,
    nextIn: (kind, duration) => `${kind}: المرة التالية بعد ${duration}`,
    guestNextIn: (duration) => `المرة المجانية التالية بعد ${duration}`,
    again: (kind) => `${kind}: يمكنك المتابعة`,
    closed: (kind) => `${kind}: متوقف`,
  },
};
