import { testKeptPlans } from './kept-plans.ts';

testKeptPlans('quick-scan-china', 'chengdu.yaml', 20);
