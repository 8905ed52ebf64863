/**
 * The part of the ONNX file format (`onnx.proto`, intermediate representation 8) that a network of this project needs.
 * Message names, field names and numbers are the format's own.
 *
 * @module
 */
import protobuf from "protobufjs";

const SCHEMA = `
  syntax = "proto3";
  message AttributeProto { string name = 1; int64 i = 3; int32 type = 20; }
  message NodeProto { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
                      repeated AttributeProto attribute = 5; }
  message TensorProto { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }
  message TensorShapeProto { repeated Dimension dim = 1; }
  message TensorType { int32 elem_type = 1; TensorShapeProto shape = 2; }
  message TypeProto { TensorType tensor_type = 1; }
  message ValueInfoProto { string name = 1; TypeProto type = 2; string doc_string = 3; }
  message GraphProto { repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5;
                       repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12; }
  message OperatorSetIdProto { string domain = 1; int64 version = 2; }
  message ModelProto { int64 ir_version = 1; string producer_name = 2; GraphProto graph = 7;
                       repeated OperatorSetIdProto opset_import = 8; }
`;

const model = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType("ModelProto");

/** The bytes of an ONNX file; the object has the fields of the schema's `ModelProto`. */
export function encodeModel(fields: Record<string, unknown>): Uint8Array<ArrayBuffer> {
  const problem = model.verify(fields);
  if (problem !== null) throw new TypeError(`ONNX: ${problem}`);
  return Uint8Array.from(model.encode(model.fromObject(fields)).finish());
}
