import { serveTasks } from "./worker_pool.ts";
import { repeatBaseline } from "./seeds.ts";

serveTasks(repeatBaseline);
