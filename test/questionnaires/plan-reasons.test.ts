import { testPlanReasons } from './plan-reasons.ts';

testPlanReasons('quick-scan', 'chengdu.yaml', 6);
testPlanReasons('digital-intensity', 'eu-sme.yaml', 6);
