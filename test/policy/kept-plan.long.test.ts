import { testKeptPlans } from './kept-plans.ts';

testKeptPlans('quick-scan-china', 'chengdu.yaml', 60);
testKeptPlans('miit-sme-2024', 'chengdu.yaml', 30);
testKeptPlans('digital-intensity', 'eu-sme.yaml', 40);
