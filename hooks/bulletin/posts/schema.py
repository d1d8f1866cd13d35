"""The schema: the front matter of a post, declared once. Validation, the text of `new` and the editor's reference are
made from it.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints

from . import field_types
from .field_types import Day, FileName, Keys, Moment, Name, PostFile, Title, WebAddress, Words
from .life_cycle import Change, Correction, Event, Removal, Update, Withdrawal


class Image(Keys):
    src: FileName | None = Field(
        None, description="Tên tệp ảnh, để cạnh bài hoặc trong thư mục cùng tên với bài", examples=["hoi-nghi.jpg"]
    )
    alt: Words | None = Field(
        None,
        description="Mô tả ảnh cho người không nhìn thấy; bắt buộc khi có ảnh",
        examples=["Toàn cảnh hội trường với khoảng một trăm đại biểu"],
    )
    caption: Words | None = Field(None, description="Chú thích in dưới ảnh", examples=["Quang cảnh hội nghị."])
    focus: Annotated[tuple[int, int], BeforeValidator(field_types.point)] | None = Field(
        None,
        description="Chỗ phải còn thấy khi ảnh bị cắt vuông hay cắt ngang: cách mép trái và mép trên bao nhiêu phần "
        "trăm; bỏ trống là chính giữa",
        examples=["30% 40%"],
    )
    credit: Name | None = Field(None, description="Người chụp hoặc nguồn ảnh", examples=['"Ảnh: Thúy Hằng"'])


class Source(Keys):
    name: Name = Field(description="Tên báo, cơ quan đã đăng bài gốc", examples=["Báo Miền Duyên Hải"])
    url: WebAddress | None = Field(None, description="Địa chỉ bài gốc", examples=["https://bao.example/tin/123"])
    time: Moment | None = Field(None, description="Giờ đăng của bài gốc", examples=["2020-06-24 18:00"])


class Attachment(Keys):
    file: FileName = Field(
        description="Tên tệp, để cạnh bài hoặc trong thư mục cùng tên với bài", examples=["ke-hoach.pdf"]
    )
    title: Title | None = Field(None, description="Tên văn bản để người đọc thấy", examples=["Kế hoạch số 12/KH-UBND"])


class Alert(Keys):
    hazard: Name = Field(description="Nguy cơ gì, viết ngắn", examples=["Lũ quét"])
    level: Annotated[int, BeforeValidator(field_types.risk_level)] = Field(
        description="Cấp độ rủi ro từ 1 đến 5, như cơ quan có thẩm quyền công bố", examples=["3"]
    )
    area: Title = Field(description="Nơi chịu ảnh hưởng", examples=["Các xã Trà Vân, Pa Rin, Ta Bhoi"])
    until: Moment = Field(
        description="Thông báo có hiệu lực đến lúc nào; qua giờ này thì tự gỡ khỏi mọi trang",
        examples=["2020-06-27 18:00"],
    )


class FrontMatter(Keys):
    title: Title = Field(description="Tên bài", examples=["Hội nghị sơ kết công tác 6 tháng đầu năm"])
    date: Moment = Field(
        description="Ngày giờ đăng, theo giờ Việt Nam; ở tương lai thì đến giờ mới đăng", examples=["2020-06-25 09:11"]
    )
    category: Annotated[str, AfterValidator(field_types.known_category)] = Field(
        description="Mã chuyên mục, một trong các mã khai ở mkdocs.yml", examples=["thoi-su"]
    )
    author: Annotated[tuple[Name, ...], BeforeValidator(field_types.one_or_several)] = Field(
        (), description="Tác giả; nhiều người thì viết [Tên A, Tên B]", examples=["Thúy Hằng"]
    )
    lead: Words | None = Field(
        None,
        description="Sa-pô; bỏ trống thì lấy đoạn đầu của bài",
        examples=["Sáng 25/6, hội nghị đã diễn ra tại thành phố."],
    )
    views: Annotated[int, BeforeValidator(field_types.digits), Field(ge=0, le=10**12)] | None = Field(
        None, description="Lượt xem, chỉ có chữ số", examples=["891"]
    )
    image: Image | None = Field(None, description="Ảnh đầu bài: src, alt, caption, credit")
    tags: Annotated[tuple[Name, ...], BeforeValidator(field_types.one_or_several)] = Field(
        (), description="Từ khóa", examples=["[bình đẳng giới, hội nghị]"]
    )
    source: Source | None = Field(None, description="Bài đăng lại từ nơi khác: name, url, time")
    updated: Moment | None = Field(None, description="Ngày giờ sửa gần nhất", examples=["2020-06-25 14:30"])
    pinned: bool = Field(False, description="true: ghim lên đầu trang nhất", examples=["true"])
    alert: Alert | None = Field(
        None, description="Thông báo khẩn cấp, hiện ở đầu mọi trang đến hết giờ đã định: hazard, level, area, until"
    )
    draft: bool = Field(False, description="true: bản nháp, chưa đăng", examples=["true"])
    slug: Annotated[str, StringConstraints(max_length=96), AfterValidator(field_types.slug)] | None = Field(
        None, description="Đổi đoạn cuối của địa chỉ bài; bình thường lấy từ tên tệp", examples=["hoi-nghi-so-ket"]
    )
    aliases: Annotated[
        tuple[Annotated[str, AfterValidator(field_types.old_address)], ...], BeforeValidator(field_types.one_or_several)
    ] = Field(
        (),
        description="Địa chỉ cũ của bài, bắt đầu bằng /; có cả phần sau dấu ? cũng được",
        examples=["[/tin-tuc/123.html, /Default.aspx?tabid=104&NID=20203]"],
    )
    attachments: tuple[Attachment, ...] = Field((), description="Tệp đính kèm: file, title")
    id: Annotated[str, AfterValidator(field_types.identifier)] | None = Field(
        None,
        description="Mã của bài trong nguồn tin RSS, do new và import tự ghi; không bao giờ đổi, dù tên bài, địa chỉ "
        "hay tên miền đổi",
        examples=["2020-06-25-hoi-nghi"],
    )
    changes: tuple[Change, ...] = Field((), description="Những lần cập nhật mà người đọc nên biết: time, note")
    corrections: tuple[Correction, ...] = Field(
        (), description="Những lần cải chính, nói rõ thêm, xin lỗi: time, kind, wrong, right, note"
    )
    withdrawn: Withdrawal | None = Field(
        None, description="Rút bài: bài vẫn còn, dưới một lời báo ở đầu: time, note, replaced_by"
    )
    removed: Removal | None = Field(
        None, description="Gỡ bài: không còn chữ nào, chỉ còn lời giải thích: time, reason, note, replaced_by, files"
    )
    expires: Moment | None = Field(
        None,
        description="Hết hiệu lực lúc nào; qua giờ này bài vẫn còn, nhưng rời khỏi mục thông báo và trang nhất",
        examples=["2026-08-28 23:59"],
    )
    review: Day | None = Field(
        None, description="Ngày người phụ trách phải xem lại bài; check nhắc khi đến hạn", examples=["2027-01-01"]
    )
    period: Name | None = Field(
        None,
        description="Tên đơn vị hành chính khi bài đăng, thay cho tên máy tính theo ngày đăng; ghi không để bỏ lời ấy",
        examples=["tỉnh Quảng Nam"],
    )
    lang: Literal["vi", "en"] = Field("vi", description="Ngôn ngữ của bài: vi (mặc định) hay en", examples=["en"])
    translation_of: PostFile | None = Field(
        None,
        description="Bài gốc mà bài này dịch: đường dẫn tới tệp, tính từ bài này",
        examples=["../06/gioi-thieu-an-binh.md"],
    )
    series: Annotated[str, AfterValidator(field_types.known_series)] | None = Field(
        None, description="Mã loạt bài, một trong các mã khai ở mkdocs.yml", examples=["bao-so-13"]
    )
    event: Event | None = Field(
        None, description="Sự kiện sắp diễn ra, để người đọc thêm vào lịch: starts, ends, place"
    )
    updates: tuple[Update, ...] = Field(
        (), description="Tường thuật trực tiếp, mỗi mẩu tin một mục, mới nhất lên đầu: time, title, text, key"
    )


INNER: dict[str, type[BaseModel]] = {
    "image": Image,
    "source": Source,
    "alert": Alert,
    "attachments": Attachment,
    "changes": Change,
    "corrections": Correction,
    "withdrawn": Withdrawal,
    "removed": Removal,
    "event": Event,
    "updates": Update,
}
"""The keys that have keys of their own, with the models of these."""
LISTS = frozenset({"attachments", "changes", "corrections", "updates"})
"""Those of them that may occur several times."""


def reference() -> str:
    """A Markdown table of all keys, for the editor's part of the README."""
    rows = ["| Khóa | Nghĩa | Ví dụ |", "| --- | --- | --- |"]

    def add(model: type[BaseModel], prefix: str) -> None:
        for name, field in model.model_fields.items():
            required = " (bắt buộc)" if field.is_required() else ""
            example = f"`{field.examples[0]}`" if field.examples else ""
            rows.append(f"| `{prefix}{name}`{required} | {field.description} | {example} |")
            if name in INNER and not prefix:
                add(INNER[name], f"{name}.")

    add(FrontMatter, "")
    return "\n".join(rows)
