/**
 * Serves the page and what it watches: to this machine only, to whoever knows the address, read-only.
 *
 * @module
 */
import type { Watched } from "./follow.ts";
import type { Stretch } from "./thin.ts";
import { type RunView, seenAlong, SENT } from "./view.ts";

/** Milliseconds between two looks at the files, and between two signs of life of the server. */
const INTERVAL = 500, SIGN_OF_LIFE = 10_000;

/** Milliseconds of looking after which requests are served before the next run is read. */
const BUDGET = 100;

const HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
};

/** A server that runs until it is told to stop. */
export interface WatchServer {
  /** With the token; whoever does not know it is refused. */
  readonly address: string;
  /**
   * An address that leads to the page once, for a program's arguments: other users of the machine can read those, and the
   * token is not for them.
   */
  readonly addressOnce: string;
  readonly finished: Promise<void>;
  /** Looks once more, tells what it sees, and ends. */
  stop(): Promise<void>;
}

/** A page that listens. */
interface Client {
  /** Names of runs it has not been told about since they changed. */
  readonly owed: Set<string>;
  /** Tells it what it is owed, if it has taken in what it was told before or there is no later. */
  tell(isLast?: boolean): void;
  greet(): void;
  /** Says that the watch is over. */
  end(): void;
}

/** Starts the server on a free port of 127.0.0.1. */
export function serveWatch(page: string, watched: Watched): WatchServer {
  const token = randomName();
  const ticket = randomName();
  const tickets = new Set([`/${ticket}`]);
  const clients = new Set<Client>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => {
      const { pathname, searchParams } = new URL(request.url);
      // a name that somebody else's server lets point here is not ours (DNS rebinding)
      if (request.headers.get("host") !== `127.0.0.1:${server.addr.port}`) {
        return refuse(403, "this server answers to 127.0.0.1 only");
      }
      if (request.method === "GET" && tickets.delete(pathname)) {
        return new Response(null, { status: 303, headers: { ...HEADERS, location: `/${token}/` } });
      }
      if (pathname !== `/${token}/` && pathname !== `/${token}/events`) {
        return refuse(404, "not found: the address has a token in it");
      }
      if (request.method !== "GET") return refuse(405, "read-only");
      if (pathname === `/${token}/`) return answer(page, "text/html; charset=utf-8");
      const stretch = stretchOf(searchParams);
      if (stretch === undefined) return refuse(400, "from and to are two numbers, the smaller first");
      return answer(events(stretch), "text/event-stream");
    },
  );

  function events(stretch: Stretch): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    let client: Client;
    return new ReadableStream({
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        client = {
          owed: new Set(watched.names()),
          tell(isLast = false) {
            if (this.owed.size === 0 || !isLast && (controller.desiredSize ?? 0) <= 0) return;
            send(
              watched.views([...this.owed]).map((view) => message(seenAlong(view, stretch, SENT))).join(""),
            );
            this.owed.clear();
          },
          greet: () => send(": here\n\n"),
          end() {
            send("event: end\ndata: \n\n");
            controller.close();
          },
        };
        send("retry: 1000\n\n");
        clients.add(client);
      },
      pull: () => client.tell(),
      cancel: () => void clients.delete(client),
    }, { highWaterMark: 2 });
  }

  function look(isLast = false): void {
    const changed = watched.look(isLast ? undefined : BUDGET);
    for (const client of clients) {
      for (const name of changed) client.owed.add(name);
      client.tell(isLast);
    }
  }

  const looking = setInterval(() => look(), INTERVAL);
  const living = setInterval(() => clients.forEach((client) => client.greet()), SIGN_OF_LIFE);

  return {
    address: `http://127.0.0.1:${server.addr.port}/${token}/`,
    addressOnce: `http://127.0.0.1:${server.addr.port}/${ticket}`,
    finished: server.finished,
    async stop() {
      clearInterval(looking);
      clearInterval(living);
      look(true);
      for (const client of clients) client.end();
      clients.clear();
      await server.shutdown();
    },
  };
}

/** 144 random bits as they may stand in an address. */
function randomName(): string {
  return crypto.getRandomValues(new Uint8Array(18)).toBase64({ alphabet: "base64url" });
}

/** JSON has no line breaks outside of strings and escapes those inside: one line of an event. */
function message(view: RunView): string {
  return `event: run\ndata: ${JSON.stringify(view)}\n\n`;
}

function stretchOf(query: URLSearchParams): Stretch | undefined {
  const [from, to] = [query.get("from"), query.get("to")];
  if (from === null && to === null) return null;
  const stretch = [from ?? "", to ?? ""].map((text) => text.trim() === "" ? NaN : Number(text));
  const [low, high] = stretch;
  return Number.isFinite(low) && Number.isFinite(high) && low < high ? [low, high] : undefined;
}

function answer(body: BodyInit, type: string): Response {
  return new Response(body, { headers: { ...HEADERS, "content-type": type } });
}

function refuse(status: number, reason: string): Response {
  return new Response(`${reason}\n`, { status, headers: { ...HEADERS, "content-type": "text/plain" } });
}
