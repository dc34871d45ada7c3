import { testPlanReasons } from './plan-reasons.ts';

testPlanReasons('quick-scan-china', 'chengdu.yaml', 6);
testPlanReasons('digital-intensity', 'eu-sme.yaml', 6);
