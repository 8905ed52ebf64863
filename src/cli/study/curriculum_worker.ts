import { runCurriculumTask } from "./curriculum.ts";
import { serveTasks } from "./pool.ts";

serveTasks(runCurriculumTask);
