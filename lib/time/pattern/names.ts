export const MONTHS = 'January February March April May June July August September October November December'.split(' ');
export const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
export const QUARTERS = ['1st quarter', '2nd quarter', '3rd quarter', '4th quarter'];
/** The first three letters. */
export const short = (name: string): string => name.slice(0, 3);
