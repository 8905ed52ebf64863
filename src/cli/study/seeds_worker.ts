import { serveTasks } from "./pool.ts";
import { repeatBaseline } from "./seeds.ts";

serveTasks(repeatBaseline);
