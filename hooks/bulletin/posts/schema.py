"""The front matter of a post, declared once: validation, the text of `new` and the editor's reference are made
from it.
"""

import re
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from ..stylebook import addresses, dates
from . import yaml_lines


def _one_line(value: Any) -> Any:
    """Text wrapped over several lines in the YAML is still one line on the page."""
    return re.sub(r"[ \t\n]+", " ", value).strip() if isinstance(value, str) else value


def _one_or_several(value: Any) -> Any:
    """`A, B` without brackets means two as well; in quotes it is one, like `"Sở Văn hóa, Thể thao và Du lịch"`."""
    if isinstance(value, yaml_lines.Quoted):
        return [value]
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return dates.parse(value)
    except dates.DateError as error:
        raise PydanticCustomError(error.code, "{value}", {"value": value, "suggestion": error.suggestion}) from None


def _known_category(value: str, info: ValidationInfo) -> str:
    known = (info.context or {}).get("categories", {})
    if value not in known:
        raise PydanticCustomError("unknown-category", "{value}", {"value": value})
    return value


def _digits(value: Any) -> Any:
    """`1.000` is a thousand to a Vietnamese and one to Python, so it is neither."""
    if isinstance(value, str) and not re.fullmatch(r"\d+", value.strip()):
        raise PydanticCustomError("int_parsing", "{value}", {"value": value})
    return value


def _risk_level(value: Any) -> Any:
    """`cấp 4` is not taken for 4: whoever reads the file has to see the same number everywhere."""
    if isinstance(value, str) and not re.fullmatch(r"[1-5]", value.strip()):
        digit = re.search(r"(?<!\d)[1-5](?!\d)", value)
        raise PydanticCustomError(
            "bad-risk-level", "{value}", {"value": value, "suggestion": digit[0] if digit else "3"}
        )
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        valid = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"[\s<>\"'\\]", value)
    except ValueError:
        valid = False
    if not valid:
        raise PydanticCustomError("bad-url", "{value}", {"value": value})
    return value


def _point(value: Any) -> Any:
    """`30% 40%` as two numbers."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\d{1,3})%?[\s,]+(\d{1,3})%?", value.strip())
    if found is None or max(int(found[1]), int(found[2])) > 100:
        raise PydanticCustomError("bad-focus", "{value}", {"value": value})
    return int(found[1]), int(found[2])


def _slug(value: str) -> str:
    if value != addresses.slug(value) or not value:
        raise PydanticCustomError(
            "bad-slug", "{value}", {"value": value, "suggestion": addresses.slug(value) or "ten-bai"}
        )
    return value


def _old_address(value: str) -> str:
    if addresses.alias(value) is None:
        raise PydanticCustomError("bad-alias", "{value}", {"value": value})
    return value


_Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1)]
Title = Annotated[_Line, StringConstraints(max_length=300)]
Words = Annotated[_Line, StringConstraints(max_length=2000)]
Name = Annotated[_Line, StringConstraints(max_length=120)]
FileName = Annotated[_Line, StringConstraints(max_length=300)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
WebAddress = Annotated[
    str, BeforeValidator(_one_line), StringConstraints(max_length=2000), AfterValidator(_web_address)
]


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
    focus: Annotated[tuple[int, int], BeforeValidator(_point)] | None = Field(
        None,
        description="Chỗ phải còn thấy khi ảnh bị cắt vuông hay cắt ngang: cách mép trái và mép trên bao nhiêu phần trăm; bỏ trống là chính giữa",
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
    level: Annotated[int, BeforeValidator(_risk_level)] = Field(
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
    category: Annotated[str, AfterValidator(_known_category)] = Field(
        description="Mã chuyên mục, một trong các mã khai ở mkdocs.yml", examples=["thoi-su"]
    )
    author: Annotated[tuple[Name, ...], BeforeValidator(_one_or_several)] = Field(
        (), description="Tác giả; nhiều người thì viết [Tên A, Tên B]", examples=["Thúy Hằng"]
    )
    lead: Words | None = Field(
        None,
        description="Sa-pô; bỏ trống thì lấy đoạn đầu của bài",
        examples=["Sáng 25/6, hội nghị đã diễn ra tại thành phố."],
    )
    views: Annotated[int, BeforeValidator(_digits), Field(ge=0, le=10**12)] | None = Field(
        None, description="Lượt xem, chỉ có chữ số", examples=["891"]
    )
    image: Image | None = Field(None, description="Ảnh đầu bài: src, alt, caption, credit")
    tags: Annotated[tuple[Name, ...], BeforeValidator(_one_or_several)] = Field(
        (), description="Từ khóa", examples=["[bình đẳng giới, hội nghị]"]
    )
    source: Source | None = Field(None, description="Bài đăng lại từ nơi khác: name, url, time")
    updated: Moment | None = Field(None, description="Ngày giờ sửa gần nhất", examples=["2020-06-25 14:30"])
    pinned: bool = Field(False, description="true: ghim lên đầu trang nhất", examples=["true"])
    alert: Alert | None = Field(
        None, description="Thông báo khẩn cấp, hiện ở đầu mọi trang đến hết giờ đã định: hazard, level, area, until"
    )
    draft: bool = Field(False, description="true: bản nháp, chưa đăng", examples=["true"])
    slug: Annotated[str, StringConstraints(max_length=96), AfterValidator(_slug)] | None = Field(
        None, description="Đổi đoạn cuối của địa chỉ bài; bình thường lấy từ tên tệp", examples=["hoi-nghi-so-ket"]
    )
    aliases: Annotated[tuple[Annotated[str, AfterValidator(_old_address)], ...], BeforeValidator(_one_or_several)] = (
        Field((), description="Địa chỉ cũ của bài, bắt đầu bằng /", examples=["[/tin-tuc/123.html]"])
    )
    attachments: tuple[Attachment, ...] = Field((), description="Tệp đính kèm: file, title")


INNER: dict[str, type[BaseModel]] = {"image": Image, "source": Source, "alert": Alert, "attachments": Attachment}
"""The keys that have keys of their own."""


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
