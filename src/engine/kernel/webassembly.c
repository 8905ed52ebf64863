// What the WebAssembly module exports. Its memory is the arena.

#include "backward.h"
#include "online.h"

#define EXPORT(name) __attribute__((export_name(#name)))
#define ARENA ((Arena)0)

EXPORT(rows) int32_t rows(void) { return ROWS; }

EXPORT(trainOnline) void train_online(Place network, Place samples, int32_t part, int32_t parts) {
  train_online_part(ARENA, (const Network *)network, (const Samples *)samples, part, parts);
}

EXPORT(forward) void forward(Place network, Place window, int32_t part, int32_t parts) {
  forward_part(ARENA, (const Network *)network, (const Window *)window, part, parts);
}

EXPORT(sumOutputs) void sum(Place network, Place window) {
  sum_outputs(ARENA, (const Network *)network, (const Window *)window);
}

EXPORT(backward) void backward(Place network, Place window, int32_t part, int32_t parts) {
  backward_part(ARENA, (const Network *)network, (const Window *)window, part, parts);
}

EXPORT(updateFromWindow) float update(Place network, Place window, Place options, Place step) {
  return update_from_window(ARENA, (const Network *)network, (const Window *)window, (const Update *)options,
                            (const Step *)step);
}
