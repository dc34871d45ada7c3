import { testPlanReasons } from './plan-reasons.ts';

testPlanReasons('quick-scan-china', 'chengdu.yaml', 40);
testPlanReasons('digital-intensity', 'eu-sme.yaml', 40);
testPlanReasons('miit-sme-2024', 'chengdu.yaml', 20);
testPlanReasons('smart-manufacturing', 'unfunded.yaml', 4);
