// What firms send each other sealed: the notes of lots on chain, and files. The package's entry `kobold/notes`; nothing within Kobold imports it.

export { deriveNoteKey, deriveNoteKeys, type NoteKey } from "./keys.ts";
export { openNote, sealNote } from "./note.ts";
export { openFile, sealFile, type FileMessage } from "./sealed-file.ts";
export {
  ASSAY_DRAFT,
  ASSAY_SIGNATURE,
  AUDIT_DISCLOSURE,
  SITE_APPLICATION,
  SITE_TRACE,
  TOLL_REQUEST,
  TOLL_RESPONSE,
  type FileKind,
} from "./file-kinds.ts";
