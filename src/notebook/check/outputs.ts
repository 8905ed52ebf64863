/**
 * Which outputs an executed notebook must have. Cells show things only through the functions of this folder, so the
 * number of calls in a cell's text is the number of outputs it owes.
 *
 * @module
 */
import { type CodeCell, codeCells, type Notebook, type Output } from "./document.ts";

/** Calls that display one output each; `liveView` is one however often it changes. */
const DISPLAYING = /\bawait (?:show|showSource|say|table|liveView|liveRun|liveCurriculum)\(/g;

/** Patterns of paths that only exist on one machine. */
const MACHINE_PATH = /file:\/\/\/|\/(?:home|root|Users|tmp|work)\/|\b[A-Z]:\\\w/;

/** Number of outputs that a cell owes. */
export function expectedOutputs(source: string): number {
  return source.match(DISPLAYING)?.length ?? 0;
}

/** What is wrong with the outputs of an executed notebook, one line a problem, empty when all is well. */
export function outputProblems(notebook: Notebook, name: string): string[] {
  return codeCells(notebook).flatMap((cell, index) =>
    cellProblems(cell).map((problem) => `${name}, code cell ${index + 1}: ${problem}`)
  );
}

function cellProblems({ source, outputs }: CodeCell): string[] {
  const problems: string[] = [];
  let displayed = 0;
  for (const output of outputs) {
    if (output.output_type === "error") problems.push(`failed: ${output.ename}: ${output.evalue}`);
    else if (output.output_type === "stream") {
      problems.push(`printed on ${output.name}: ${output.text.trim().slice(0, 80)}`);
    } else {
      displayed++;
      const empty = Object.entries(output.data).find(([, content]) => content.trim() === "");
      if (empty) problems.push(`output ${displayed} has an empty ${empty[0]}`);
    }
    const path = contents(output).join("\n").match(MACHINE_PATH)?.[0];
    if (path !== undefined) problems.push(`shows a path of one machine (${path})`);
  }
  const expected = expectedOutputs(source);
  if (displayed !== expected) {
    problems.push(`should have ${expected} output${expected === 1 ? "" : "s"}, has ${displayed}`);
  }
  return problems;
}

function contents(output: Output): string[] {
  if (output.output_type === "error") return [output.evalue];
  return output.output_type === "stream" ? [output.text] : texts(output.data);
}

/** All but pictures, whose bytes mean nothing as text. */
function texts(data: Readonly<Record<string, string>>): string[] {
  return Object.entries(data).flatMap(([kind, content]) => kind === "image/png" ? [] : [content]);
}
