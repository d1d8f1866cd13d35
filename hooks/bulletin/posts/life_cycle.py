"""The keys of the front matter that say what happens to an article after it is published."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from .field_types import Keys, MediaFile, Moment, Name, PostFile, Title, Words, one_or_several

CORRECTION, CLARIFICATION, APOLOGY = "correction", "clarification", "apology"
KINDS = (CORRECTION, CLARIFICATION, APOLOGY)
REASONS = ("wrong", "order", "copyright", "privacy", "duplicate")


class Change(Keys):
    time: Moment = Field(description="Ngày giờ cập nhật", examples=["2026-07-02 14:00"])
    note: Words = Field(
        description="Bài có thêm hay đổi điều gì mà người đọc nên biết", examples=["Bổ sung danh sách điểm sơ tán."]
    )


class Correction(Keys):
    time: Moment = Field(description="Ngày giờ cải chính", examples=["2026-07-03 09:00"])
    kind: Literal["correction", "clarification", "apology"] = Field(
        "correction",
        description="correction: cải chính (mặc định); clarification: nói rõ thêm; apology: xin lỗi",
        examples=["correction"],
    )
    wrong: Words | None = Field(None, description="Điều bài đã viết sai", examples=["ba hộ"])
    right: Words | None = Field(None, description="Điều đúng", examples=["ba mươi hộ"])
    note: Words | None = Field(
        None, description="Lời nói thêm; bắt buộc khi không có wrong và right", examples=["Tòa soạn xin lỗi bạn đọc."]
    )


class Withdrawal(Keys):
    time: Moment = Field(description="Ngày giờ rút bài", examples=["2026-08-01 08:00"])
    note: Words = Field(description="Vì sao rút bài", examples=["Quy định này đã hết hiệu lực."])
    replaced_by: PostFile | None = Field(
        None, description="Bài thay thế: đường dẫn tới tệp, tính từ bài này", examples=["../08/quy-dinh-moi.md"]
    )


class Removal(Keys):
    time: Moment = Field(description="Ngày giờ gỡ bài", examples=["2026-08-01 08:00"])
    reason: Literal["wrong", "order", "copyright", "privacy", "duplicate"] = Field(
        description="Vì sao gỡ: wrong (nội dung sai), order (theo yêu cầu của cơ quan có thẩm quyền), copyright (bản "
        "quyền), privacy (đời tư), duplicate (trùng bài khác)",
        examples=["wrong"],
    )
    note: Words | None = Field(
        None,
        description="Lời giải thích cho người đọc, không nhắc lại điều đã gỡ",
        examples=["Tòa soạn xin lỗi bạn đọc."],
    )
    replaced_by: PostFile | None = Field(
        None, description="Bài thay thế: đường dẫn tới tệp, tính từ bài này", examples=["../08/tin-dung.md"]
    )
    files: Annotated[tuple[MediaFile, ...], BeforeValidator(one_or_several)] = Field(
        (),
        description="Ảnh, tệp của bài từng để cạnh bài trong thư mục tháng (không phải thư mục riêng của bài); địa chỉ "
        "của chúng cũng báo bài đã gỡ",
        examples=["[ke-hoach.pdf, nha-van-hoa.jpg]"],
    )


class Event(Keys):
    starts: Moment = Field(description="Ngày giờ bắt đầu", examples=["2026-12-05 07:30"])
    ends: Moment | None = Field(None, description="Ngày giờ kết thúc", examples=["2026-12-05 11:00"])
    place: Title | None = Field(None, description="Nơi diễn ra", examples=["Nhà văn hóa xã Trà Vân"])


class Update(Keys):
    time: Moment = Field(description="Ngày giờ của mẩu tin", examples=["2026-11-20 14:30"])
    title: Name = Field(description="Tên mẩu tin", examples=["Bão vào vùng biển An Bình"])
    text: str = Field("", max_length=20_000, description="Nội dung, viết như trong bài", examples=["Gió đã lên cấp 8."])
    key: bool = Field(False, description="true: mẩu tin chính, nhắc ở đầu bài", examples=["true"])
