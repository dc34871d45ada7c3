import common from './common.schema.json' with { type: 'json' };
import enterprise from './enterprise.schema.json' with { type: 'json' };
import measures from './measures.schema.json' with { type: 'json' };
import recommendation from './recommendation.schema.json' with { type: 'json' };
import result from './result.schema.json' with { type: 'json' };

/** What an enterprise's file is made of. The other kinds stay unloaded: a command that writes such a file starts sooner. */
export const ENTERPRISE_SCHEMAS = [common, enterprise, measures, recommendation, result] as const;

export const ENTERPRISE_SCHEMA_ID = enterprise.$id;
