"""The schema: the front matter of a post, declared once. Validation, the text of `new` and the editor's reference are
made from it.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from . import field_types
from .field_types import FileName, Moment, Name, Title, WebAddress, Words


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Image(_Keys):
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


class Source(_Keys):
    name: Name = Field(description="Tên báo, cơ quan đã đăng bài gốc", examples=["Báo Miền Duyên Hải"])
    url: WebAddress | None = Field(None, description="Địa chỉ bài gốc", examples=["https://bao.example/tin/123"])
    time: Moment | None = Field(None, description="Giờ đăng của bài gốc", examples=["2020-06-24 18:00"])


class Attachment(_Keys):
    file: FileName = Field(
        description="Tên tệp, để cạnh bài hoặc trong thư mục cùng tên với bài", examples=["ke-hoach.pdf"]
    )
    title: Title | None = Field(None, description="Tên văn bản để người đọc thấy", examples=["Kế hoạch số 12/KH-UBND"])


class Alert(_Keys):
    hazard: Name = Field(description="Nguy cơ gì, viết ngắn", examples=["Lũ quét"])
    level: Annotated[int, BeforeValidator(field_types.risk_level)] = Field(
        description="Cấp độ rủi ro từ 1 đến 5, như cơ quan có thẩm quyền công bố", examples=["3"]
    )
    area: Title = Field(description="Nơi chịu ảnh hưởng", examples=["Các xã Trà Vân, Pa Rin, Ta Bhoi"])
    until: Moment = Field(
        description="Thông báo có hiệu lực đến lúc nào; qua giờ này thì tự gỡ khỏi mọi trang",
        examples=["2020-06-27 18:00"],
    )


class FrontMatter(_Keys):
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
    ] = Field((), description="Địa chỉ cũ của bài, bắt đầu bằng /", examples=["[/tin-tuc/123.html]"])
    attachments: tuple[Attachment, ...] = Field((), description="Tệp đính kèm: file, title")


INNER: dict[str, type[BaseModel]] = {"image": Image, "source": Source, "alert": Alert, "attachments": Attachment}
"""The keys that have keys of their own, with the models of these."""


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
