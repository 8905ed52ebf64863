import { runCurriculumTask } from "./curriculum.ts";
import { serveTasks } from "./worker_pool.ts";

serveTasks(runCurriculumTask);
