export { DATA_ID, type EmbeddedPack, type FormOffice } from './form-data.ts';
