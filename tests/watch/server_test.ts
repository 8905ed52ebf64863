import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Watched } from "../../src/watch/follow.ts";
import { serveWatch, type WatchServer } from "../../src/watch/server.ts";
import type { RunView } from "../../src/watch/view.ts";

const granted = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state === "granted";

function serverTest(name: string, act: (server: WatchServer) => Promise<void>): void {
  Deno.test({
    name: granted ? name : `${name} (needs --allow-net=127.0.0.1)`,
    ignore: !granted,
    fn: async () => {
      const x = Array.from({ length: 10_000 }, (_, i) => i);
      const line = { label: "loss", split: "train", x, y: x.map((i) => Math.sin(i)) } as const;
      const view = { name: "one\n\nevent: run", panels: [{ title: "Loss", lines: [line] }] };
      const watched: Watched = {
        look: () => [view.name],
        names: () => [view.name],
        views: () => [view as unknown as RunView],
      };
      const server = serveWatch("<p>the page", watched);
      try {
        await act(server);
      } finally {
        await server.stop();
      }
    },
  });
}

/** The answer to a request whose every line is ours, the Host among them. */
async function raw(address: string, path: string, host?: string, method = "GET"): Promise<string> {
  const { port, host: own } = new URL(address);
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  const request = `${method} ${path} HTTP/1.1\r\nHost: ${host ?? own}\r\nConnection: close\r\n\r\n`;
  await connection.write(new TextEncoder().encode(request));
  return await new Response(connection.readable).text();
}

serverTest(
  "the address has a token that nobody guesses; without it nothing is there",
  async ({ address }) => {
    const { pathname, origin } = new URL(address);
    assert(pathname.length > 24, pathname);
    assertEquals(await (await fetch(address)).text(), "<p>the page");
    for (
      const path of ["/", "/events", "/x/", "/x/events", `${pathname}index.html`, pathname.slice(0, -2) + "/"]
    ) {
      const { status, body } = await fetch(origin + path);
      await body?.cancel();
      assertEquals([path, status], [path, 404]);
    }
  },
);

serverTest("what a browser is started with leads to the page once", async ({ address, addressOnce }) => {
  assert(!addressOnce.includes(new URL(address).pathname.slice(1, -1)), addressOnce);
  const first = await fetch(addressOnce, { redirect: "manual" });
  assertEquals([first.status, first.headers.get("location")], [303, new URL(address).pathname]);
  await first.body?.cancel();
  const again = await fetch(addressOnce, { redirect: "manual" });
  assertEquals(again.status, 404);
  await again.body?.cancel();
});

serverTest("another Host is refused, whatever else is right", async ({ address }) => {
  const { pathname, port } = new URL(address);
  for (const host of ["evil.example", `evil.example:${port}`, `localhost:${port}`, "127.0.0.1"]) {
    assertStringIncludes(await raw(address, pathname, host), "403 Forbidden");
  }
  assertStringIncludes(await raw(address, pathname), "200 OK");
});

serverTest("nothing can be changed by it", async ({ address }) => {
  for (const method of ["POST", "PUT", "DELETE"]) {
    const { status, body } = await fetch(address, { method });
    await body?.cancel();
    assertEquals(status, 405);
  }
});

serverTest("no page of another origin may show or read it", async ({ address }) => {
  const { headers, body } = await fetch(address);
  await body?.cancel();
  assertEquals(
    ["x-frame-options", "cross-origin-resource-policy", "access-control-allow-origin", "cache-control"].map(
      (name) => headers.get(name),
    ),
    ["DENY", "same-origin", null, "no-store"],
  );
});

serverTest(
  "events tell the runs along a stretch, one line each whatever their names hold",
  async (server) => {
    const { body } = await fetch(`${server.address}events?from=200&to=500`);
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!/data:.*\n\n/.test(text)) text += (await reader.read()).value ?? "";
    await reader.cancel();
    const [, data] = /event: run\ndata: (.*)\n\n/.exec(text)!;
    const { name, panels: [{ lines: [{ x }] }] }: RunView = JSON.parse(data);
    assertEquals(name, "one\n\nevent: run");
    assertEquals(x.filter((place) => place >= 200 && place < 210), [
      200,
      201,
      202,
      203,
      204,
      205,
      206,
      207,
      208,
      209,
    ]);
    assert(x.length < 2100 && x.includes(0) && x.includes(9999), `${x.length} points`);
    for (const query of ["from=2", "from=5&to=2", "from=a&to=b", "from=&to=5", "from=1&to=Infinity"]) {
      const { status, body } = await fetch(`${server.address}events?${query}`);
      await body?.cancel();
      assertEquals([query, status], [query, 400]);
    }
  },
);
