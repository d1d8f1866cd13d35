"""Decap's proxy protocol: what each verb asks (decap-cms-backend-proxy, implementation.ts)."""

from typing import Annotated, Literal

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

Text = Annotated[str, StringConstraints(max_length=500)]
Raw = Annotated[str, StringConstraints(max_length=4_000_000)]


class _Given(BaseModel):
    """Decap may add parameters in any release; those that are unknown are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Nothing(_Given):
    pass


class Folder(_Given):
    folder: Text


class Files(_Given):
    class File(_Given):
        path: Text
        label: Text | None = None

    files: tuple[File, ...] = Field(max_length=100)


class AtPath(_Given):
    path: Text


class Paths(_Given):
    paths: tuple[Text, ...] = Field(min_length=1, max_length=100)


class Entry(_Given):
    collection: Text
    slug: Text


class EntryOrId(_Given):
    id: Text | None = None
    collection: Text | None = None
    slug: Text | None = None


class EntryFile(Entry):
    path: Text


class DataFile(_Given):
    slug: Text
    path: Text
    raw: Raw


class Asset(_Given):
    path: Text
    content: Base64Bytes
    encoding: Literal["base64"]


class Save(_Given):
    class Options(_Given):
        newEntry: bool = False
        collectionName: Text

    dataFiles: tuple[DataFile, ...] = Field(min_length=1, max_length=1)
    assets: tuple[Asset, ...] = Field((), max_length=200)
    options: Options


class NewStatus(Entry):
    newStatus: Literal["draft", "pending_review", "pending_publish"]


class MediaFolder(_Given):
    mediaFolder: Text


class MediaUpload(_Given):
    asset: Asset


class NewNote(Entry):
    class Content(_Given):
        content: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]

    note: Content


class NoteOf(Entry):
    noteId: Text


class NoteChange(NoteOf):
    class Updates(_Given):
        content: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)] | None = None
        resolved: bool | None = None

    updates: Updates


PARAMETERS: dict[str, type[_Given]] = {
    "info": Nothing,
    "entriesByFolder": Folder,
    "entriesByFiles": Files,
    "getEntry": AtPath,
    "unpublishedEntries": Nothing,
    "unpublishedEntry": EntryOrId,
    "unpublishedEntryDataFile": EntryFile,
    "unpublishedEntryMediaFile": EntryFile,
    "deleteUnpublishedEntry": Entry,
    "persistEntry": Save,
    "updateUnpublishedEntryStatus": NewStatus,
    "publishUnpublishedEntry": Entry,
    "getMedia": MediaFolder,
    "getMediaFile": AtPath,
    "persistMedia": MediaUpload,
    "deleteFile": AtPath,
    "deleteFiles": Paths,
    "getDeployPreview": Entry,
    "getNotes": Entry,
    "addNote": NewNote,
    "updateNote": NoteChange,
    "deleteNote": NoteOf,
    "toggleNoteResolution": NoteOf,
    "getPRMetadata": Entry,
}
WRITING = frozenset(
    {
        "deleteUnpublishedEntry",
        "persistEntry",
        "updateUnpublishedEntryStatus",
        "publishUnpublishedEntry",
        "persistMedia",
        "deleteFile",
        "deleteFiles",
        "addNote",
        "updateNote",
        "deleteNote",
        "toggleNoteResolution",
    }
)
UPLOADING = frozenset({"persistEntry", "persistMedia"})


class _Request(_Given):
    action: Text
    params: dict[str, object] = {}


REQUEST = TypeAdapter(_Request)
