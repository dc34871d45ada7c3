import { testKeptPlans } from './kept-plans.ts';

testKeptPlans('quick-scan', 'chengdu.yaml', 20);
