import { studio } from '@tollgate/contract/config/presets/studio';

/** What the measured set is judged with: the studio's terms, and such as admins list in other languages. */
export const measuredConfig = {
  categories: {
    ...studio.moderation.categories,
    substances: ['meth', 'cocaine', 'coke'],
    arms: ['ar15', 'kill', 'gun'],
    german: ['gewalt', '*waffe', '*waffen', 'drogen', 'nackt', 'volksverhetzung'],
    spanish: ['violencia', 'arma', 'droga', 'desnudo', 'desnuda', 'discurso de odio'],
    french: ['violence', 'arme', 'drogue', 'nu intégral', 'discours haineux'],
    russian: ['насили*', 'оружи*', 'наркотик*', 'разжигание ненависти'],
    arabic: ['سلاح', '*أسلحة', 'مخدرات', 'عنف', 'خطاب الكراهية'],
    chinese: ['武器', '毒品', '暴力', '裸体', '枪'],
    japanese: ['ドラッグ', '麻薬', '暴力', 'ヌード', 'ヘイトスピーチ', 'ころし'],
    korean: ['마약', '폭력'],
    hindi: ['हिंसा'],
  },
  allowed: [
    ...studio.moderation.allowed,
    ...['diet coke', 'coke oven', 'glue gun', 'kill switch', 'dressed to kill', 'gewalt frei'],
    ...[
      'sans violence',
      'armée',
      '非暴力',
      '反暴力',
      'ドラッグ アンド ドロップ',
      'ドラッグ&ドロップ',
      '비폭력',
      '水枪',
    ],
  ],
};
