"""Frames are taken apart into named fields, each with its bytes; whatever a frame holds."""

from hypothesis import given
from hypothesis import strategies as st

from engine.packets.layers import dissect
from engine.packets.telling import line
from engine.packets.values import Layer
from tests.engine import frames
from tests.engine.frames import mac

PING = frames.ping(mac(1), mac(2), "10.0.0.1", "10.0.0.2")

# As a bridge of this project sends it, and as dhclient asks.
BPDU = bytes.fromhex(
    "0180c200000002000000000a00264242030000000000800002000000000a0000000080000200"
    "0000000a8001000014000200" + "0f00" + "00" * 8
)
SOLICITATION = bytes.fromhex(
    "3333ff00000102000000000186dd6000000000203afffe80000000000000000000fffe000001"
    "ff0200000000000000000001ff000001870012340000000020010db8000000000000000000000001"
    "0101020000000001"
)
QUERY = bytes.fromhex("12340100000100000000000004617070310000010001")
DISCOVER = (
    bytes.fromhex("0101060011223344" + "0000" + "0000" + "00" * 16 + "020000000001" + "00" * 10)
    + bytes(64 + 128)
    + bytes.fromhex("63825363" + "350101" + "3204c0a80105" + "ff")
)


def layer(frame: bytes, name: str) -> Layer:
    return next(each for each in dissect(frame) if each.name == name)


def names(frame: bytes) -> list[str]:
    return [each.name for each in dissect(frame)]


def bytes_of(frame: bytes, name: str, field: str) -> bytes:
    found = next(each for each in layer(frame, name).fields if each.name == field)
    return frame[found.start : found.end]


def test_a_ping_is_ethernet_ip_icmp_echo_and_data() -> None:
    assert names(PING) == ["Ethernet", "IPv4", "ICMP", "Echo", "Data"]


def test_layers_follow_each_other_to_the_end_of_the_frame() -> None:
    layers = dissect(PING)
    ends = [0, *(each.end for each in layers)]
    assert [each.start for each in layers] == ends[:-1]
    assert ends[-1] == len(PING)


def test_a_field_says_what_it_holds_and_where() -> None:
    assert layer(PING, "IPv4").get("TTL") == "64"
    assert bytes_of(PING, "IPv4", "TTL") == bytes([64])
    assert bytes_of(PING, "IPv4", "destination") == bytes([10, 0, 0, 2])


def test_options_belong_to_their_header() -> None:
    frame = bytearray(PING)
    frame[14] = 0x46
    frame[16:18] = (int.from_bytes(frame[16:18], "big") + 4).to_bytes(2, "big")
    longer = bytes(frame[:34]) + bytes(4) + bytes(frame[34:])
    assert (layer(longer, "IPv4").end, layer(longer, "ICMP").start) == (38, 38)


def test_a_vlan_tag_is_a_layer() -> None:
    tagged = frames.tagged(PING, 10)
    assert names(tagged)[:3] == ["Ethernet", "802.1Q", "IPv4"]
    assert layer(tagged, "802.1Q").get("VLAN") == "10"
    assert bytes_of(tagged, "IPv4", "source") == bytes([10, 0, 0, 1])


def test_padding_is_no_data() -> None:
    padded = frames.arp(mac(1), "10.0.0.1", "10.0.0.2") + bytes(18)
    assert names(padded) == ["Ethernet", "ARP", "Padding"]


def test_arp_is_told_as_a_question_and_an_answer() -> None:
    question = line(dissect(frames.arp(mac(1), "10.0.0.1", "10.0.0.2")))
    answer = line(dissect(frames.arp(mac(2), "10.0.0.2", "10.0.0.1", reply_to=mac(1))))
    assert (question.protocol, question.destination) == ("ARP", frames.EVERYBODY)
    assert question.summary == "Who has 10.0.0.2? Tell 10.0.0.1"
    assert answer.summary == f"10.0.0.2 is at {mac(2)}"


def test_a_bpdu_says_its_root() -> None:
    assert layer(BPDU, "STP").get("root") == "32768 02:00:00:00:00:0a"
    assert layer(BPDU, "STP").get("hello time") == "2 s"
    assert line(dissect(BPDU)).protocol == "STP"


def test_neighbour_discovery_says_whom_it_looks_for() -> None:
    assert line(dissect(SOLICITATION)).summary == "neighbour solicitation for 2001:db8::1"
    assert layer(SOLICITATION, "Neighbour discovery").get("source MAC") == mac(1)


def test_dns_says_the_name_that_is_asked_for() -> None:
    frame = frames.datagram(QUERY, 53)
    assert (line(dissect(frame)).protocol, line(dissect(frame)).summary) == ("DNS", "query app1 A")


def test_dhcp_says_what_message_it_is() -> None:
    frame = frames.datagram(DISCOVER, 67, sport=68)
    assert (line(dissect(frame)).protocol, line(dissect(frame)).summary) == ("DHCP", "discover")
    assert layer(frame, "DHCP").get("requested address") == "192.168.1.5"
    assert bytes_of(frame, "DHCP", "requested address") == bytes.fromhex("3204c0a80105")


def test_tcp_says_ports_and_flags() -> None:
    assert line(dissect(frames.syn())).summary == "4321 → 80 [SYN], 0 bytes"


def test_what_an_error_quotes_is_not_taken_for_the_frame() -> None:
    quoted = PING[14:]
    error = bytes.fromhex("0b00000000000000") + quoted
    head = bytearray(PING[14:34])
    head[2:4] = (20 + len(error)).to_bytes(2, "big")
    frame = PING[:14] + bytes(head) + error
    assert line(dissect(frame)).summary == "time exceeded"


def test_an_unknown_protocol_is_told_by_its_name() -> None:
    lldp = bytes.fromhex("0180c200000e" + "020000000001" + "88cc" + "0207040200000000010000")
    assert line(dissect(lldp)).protocol == "LLDP"
    assert names(lldp) == ["Ethernet", "Data"]


def test_what_is_no_message_is_bytes() -> None:
    assert names(frames.datagram(b"\xff" * 20, 53))[-1] == "Data"


def all_lie_in_the_frame(frame: bytes) -> bool:
    layers = dissect(frame)
    spans = [(each.start, each.end) for each in layers]
    spans += [(field.start, field.end) for each in layers for field in each.fields]
    return all(0 <= start <= end <= len(frame) for start, end in spans)


@given(st.binary(max_size=400))
def test_no_bytes_whatever_are_too_much(frame: bytes) -> None:
    assert all_lie_in_the_frame(frame)
    line(dissect(frame))


SEEDS = (PING, BPDU, SOLICITATION, frames.datagram(QUERY, 53), frames.datagram(DISCOVER, 67), frames.syn())


@given(st.sampled_from(SEEDS), st.data())
def test_no_frame_that_lies_about_itself_is_too_much(seed: bytes, data: st.DataObject) -> None:
    harmed = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        harmed[data.draw(st.integers(0, len(seed) - 1))] = data.draw(st.integers(0, 255))
    frame = bytes(harmed)[: data.draw(st.integers(0, len(seed)))]
    assert all_lie_in_the_frame(frame)
    line(dissect(frame))
