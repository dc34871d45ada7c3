import common from './common.schema.json' with { type: 'json' };
import enterprise from './enterprise.schema.json' with { type: 'json' };
import measures from './measures.schema.json' with { type: 'json' };
import recommendation from './recommendation.schema.json' with { type: 'json' };
import result from './result.schema.json' with { type: 'json' };

/**
 * The schemas of an enterprise file. The other kinds are not loaded, so that a command that writes such a file starts
 * faster.
 */
export const ENTERPRISE_SCHEMAS = [common, enterprise, measures, recommendation, result] as const;

export const ENTERPRISE_SCHEMA_ID = enterprise.$id;
