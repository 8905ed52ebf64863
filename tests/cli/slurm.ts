/** A real Slurm of one node on this machine, from Debian's packages `slurm-wlm` and `munge`. */

import { isFile } from "../../src/boundary/mod.ts";

/** Programs that have to be there. */
const PROGRAMS = ["/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd"];

/** Why Slurm cannot be started here, or null. */
export function slurmMissing(): string | null {
  const lacking = PROGRAMS.filter((path) => !isFile(path));
  return lacking.length === 0 ? null : "needs Debian's slurm-wlm and munge";
}

/** What its commands need in their environment; disposed of, it ends. */
export interface Slurm extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
}

/** Starts one with everything that it keeps in a folder, and waits until it takes jobs. */
export async function startSlurm(folder: string): Promise<Slurm> {
  const host = Deno.hostname();
  const conf = `${folder}/slurm.conf`;
  Deno.mkdirSync(`${folder}/state`, { recursive: true });
  Deno.writeFileSync(`${folder}/key`, crypto.getRandomValues(new Uint8Array(128)), { mode: 0o400 });
  Deno.writeTextFileSync(conf, settings(folder, host));
  const daemons = [
    start("munged", [
      "--foreground",
      "--force", // the folder is this user's alone
      ...["key-file", "socket", "pid-file", "log-file", "seed-file"].map((what) =>
        `--${what}=${folder}/${what === "key-file" ? "key" : what}`
      ),
    ]),
    start("slurmctld", ["-D", "-f", conf]),
    start("slurmd", ["-D", "-f", conf, "-N", host]),
  ];
  const env = { SLURM_CONF: conf };
  const ended = Promise.race(daemons.map(({ status }) => status)).then(() => "a daemon ended");
  while (await Promise.race([ended, stateOf(env)]) !== "idle") {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    env,
    [Symbol.asyncDispose]: async () => {
      for (const daemon of daemons.reverse()) {
        daemon.kill("SIGTERM");
        await daemon.status;
      }
    },
  };
}

async function stateOf(env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await new Deno.Command("sinfo", { args: ["--noheader", "--format=%T"], env }).output();
  return new TextDecoder().decode(stdout).trim();
}

function start(program: string, args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(program, { args: [...args], stdin: "null", stdout: "null", stderr: "null" })
    .spawn();
}

/** One node, no accounts, no control groups. */
function settings(folder: string, host: string): string {
  return `ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${freePort()}
SlurmdPort=${freePort()}
AuthType=auth/munge
AuthInfo=socket=${folder}/socket
CredType=cred/munge
SlurmUser=root
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=2
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${navigator.hardwareConcurrency} RealMemory=2000
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
