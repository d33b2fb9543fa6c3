/** Columns that a phone has no room for; paper has room for those of `PRINTED`. */
export const WIDE = 'hidden lg:table-cell print:hidden';
export const PRINTED = 'hidden lg:table-cell print:table-cell';
