import common from './common.schema.json' with { type: 'json' };

/** A day that exists, `YYYY-MM-DD`: the very pattern that documents are held to. */
export const CALENDAR_DATE = new RegExp(common.$defs.date.pattern);
