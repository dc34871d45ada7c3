export { DATA_ID, type EmbeddedPack } from './form-data.ts';
