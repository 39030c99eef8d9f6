#include "domain/log/log_stamp.h"

#include "domain/log/swar.h"

#include <algorithm>
#include <array>
#include <limits>

namespace ops::domain {
namespace {

constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr qint64 secondsPerDay = 86'400;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Reads a text from left to right; once something is missing, everything after it fails.
class Cursor {
public:
    explicit Cursor(std::string_view text)
        : m_text(text)
    {
    }

    bool ok() const { return m_ok; }
    size_t position() const { return m_at; }
    std::string_view rest() const { return m_text.substr(m_at); }
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void advance(size_t by) { m_at += by; }

    int digits(size_t count)
    {
        if (m_at + count > m_text.size()) {
            m_ok = false;
            return 0;
        }
        int value = 0;
        for (size_t i = 0; i < count; ++i) {
            const char c = m_text[m_at + i];
            m_ok = m_ok && isDigit(c);
            value = value * 10 + (c - '0');
        }
        m_at += count;
        return m_ok ? value : 0;
    }
    void expect(char c)
    {
        if (peek() == c && m_at < m_text.size())
            ++m_at;
        else
            m_ok = false;
    }
    // ".207113" as nanoseconds; 0 where no fraction follows. More than nine digits are read and not kept.
    qint64 fraction()
    {
        const bool any = (peek() == '.' || peek() == ',') && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1]);
        if (!any)
            return 0;
        ++m_at;
        qint64 value = 0;
        qint64 unit = nsPerSecond;
        for (; isDigit(peek()); ++m_at) {
            unit /= 10;
            value += (peek() - '0') * unit;
        }
        return value;
    }

private:
    std::string_view m_text;
    size_t m_at = 0;
    bool m_ok = true;
};

struct CivilTime {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

constexpr int firstYear = 1970;
constexpr int lastYear = 2261; // the last whole one that nanoseconds in 64 bits reach

bool isLeapYear(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

std::optional<qint64> secondsSinceEpoch(const CivilTime& t)
{
    constexpr std::array<int, 13> daysBefore{0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    constexpr std::array<int, 13> daysIn{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (t.year < firstYear || t.year > lastYear || t.month < 1 || t.month > 12)
        return std::nullopt;
    const auto month = static_cast<size_t>(t.month);
    const bool leap = isLeapYear(t.year);
    const int lastDay = daysIn.at(month) + (leap && t.month == 2 ? 1 : 0);
    // A leap second is written as :60.
    if (t.day < 1 || t.day > lastDay || t.hour > 23 || t.minute > 59 || t.second > 60)
        return std::nullopt;
    const int past = t.year - 1;
    const int leapDays = (past / 4 - past / 100 + past / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
    const qint64 days = qint64{365} * (t.year - firstYear) + leapDays + daysBefore.at(month) +
                        (leap && t.month > 2 ? 1 : 0) + t.day - 1;
    return days * secondsPerDay + t.hour * 3600 + t.minute * 60 + t.second;
}

void readClock(Cursor& cursor, CivilTime& time)
{
    time.hour = cursor.digits(2);
    cursor.expect(':');
    time.minute = cursor.digits(2);
    cursor.expect(':');
    time.second = cursor.digits(2);
}

void readDate(Cursor& cursor, char separator, CivilTime& time)
{
    time.year = cursor.digits(4);
    cursor.expect(separator);
    time.month = cursor.digits(2);
    cursor.expect(separator);
    time.day = cursor.digits(2);
}

// What may stand behind a zone, so that more digits or a word are not taken for one.
bool endsZone(std::string_view rest)
{
    return rest.empty() || std::string_view(" ]),;:|\"'\x1b").find(rest.front()) != std::string_view::npos;
}

// A word of its own may be a number as well: it is a zone with its minutes, and where there is such a zone.
bool isWholeZone(const LogZoneOffset& offset, std::string_view text)
{
    constexpr size_t withMinutes = std::string_view("+0200").size();
    constexpr int quarter = 15 * 60;
    constexpr int earliest = -12 * 3600;
    constexpr int latest = 14 * 3600;
    return offset.length >= withMinutes && endsZone(text.substr(offset.length)) && offset.seconds % quarter == 0 &&
           offset.seconds >= earliest && offset.seconds <= latest;
}

// The zone at the cursor; nullopt where it does not say one.
std::optional<int> readZone(Cursor& cursor)
{
    const std::string_view rest = cursor.rest();
    if (rest.starts_with('Z')) {
        cursor.advance(1);
        return 0;
    }
    if (rest.starts_with(" UTC") || rest.starts_with(" GMT")) {
        cursor.advance(4);
        const auto ahead = readZoneOffset(cursor.rest()); // " UTC+02:00", Python's name for a zone that has none
        cursor.advance(ahead ? ahead->length : 0);
        return ahead ? ahead->seconds : 0;
    }
    if (rest.starts_with(" Z") && endsZone(rest.substr(2))) {
        cursor.advance(2);
        return 0;
    }
    if (rest.starts_with(" +") || rest.starts_with(" -")) {
        const auto ahead = readZoneOffset(rest.substr(1));
        if (!ahead || !isWholeZone(*ahead, rest.substr(1)))
            return std::nullopt;
        cursor.advance(1 + ahead->length);
        return ahead->seconds;
    }
    const auto offset = readZoneOffset(rest);
    if (!offset)
        return std::nullopt;
    cursor.advance(offset->length);
    return offset->seconds;
}

// "2026-01-30T18:04:11" where every digit and separator stands in its place; no Cursor, because every line of most logs
// goes this way.
bool readFixed(std::string_view text, CivilTime& time)
{
    unsigned wrong = 0;
    const auto digit = [&](size_t at) {
        const unsigned value = static_cast<unsigned char>(text[at]) - unsigned{'0'};
        wrong |= value > 9 ? 1U : 0U;
        return static_cast<int>(value);
    };
    const auto two = [&](size_t at) { return digit(at) * 10 + digit(at + 1); };
    time.year = two(0) * 100 + two(2);
    time.month = two(5);
    time.day = two(8);
    time.hour = two(11);
    time.minute = two(14);
    time.second = two(17);
    wrong |= text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':' ? 1U : 0U;
    return wrong == 0;
}

std::optional<LogStamp> stampFrom(const Cursor& cursor, const CivilTime& time, qint64 fractionNs,
                                  std::optional<int> ahead = std::nullopt)
{
    if (!cursor.ok())
        return std::nullopt;
    const auto seconds = secondsSinceEpoch(time);
    if (!seconds)
        return std::nullopt;
    return LogStamp{(*seconds - ahead.value_or(0)) * nsPerSecond + fractionNs, cursor.position(), ahead.has_value()};
}

} // namespace

std::optional<LogStamp> readIsoStamp(std::string_view text)
{
    constexpr size_t shortest = std::string_view("2026-01-30T18:04:11").size();
    CivilTime time;
    if (text.size() < shortest || (text[10] != 'T' && text[10] != ' ') || !readFixed(text, time))
        return std::nullopt;
    Cursor cursor(text);
    cursor.advance(shortest);
    const qint64 fraction = cursor.fraction();
    const std::optional<int> ahead = readZone(cursor);
    return stampFrom(cursor, time, fraction, ahead);
}

std::optional<LogZoneOffset> readZoneOffset(std::string_view text)
{
    if (!text.starts_with('+') && !text.starts_with('-'))
        return std::nullopt;
    Cursor cursor(text.substr(1));
    const int hours = cursor.digits(2);
    if (!cursor.ok() || hours > 18)
        return std::nullopt;
    size_t length = 1 + cursor.position();
    Cursor behind(text.substr(length));
    if (behind.peek() == ':')
        behind.advance(1);
    const int minutes = behind.digits(2);
    if (behind.ok())
        length += behind.position();
    else if (!endsZone(text.substr(length)))
        return std::nullopt;
    if (minutes > 59)
        return std::nullopt;
    const int seconds = hours * 3600 + minutes * 60;
    return LogZoneOffset{text.front() == '-' ? -seconds : seconds, length};
}

size_t namedZoneLength(std::string_view text)
{
    constexpr std::array<std::string_view, 48> names{
        "ACDT", "ACST", "ADT", "AEDT", "AEST", "AKDT", "AKST", "AST",  "AWST", "BST", "CAT", "CDT",
        "CEST", "CET",  "CST", "EAT",  "EDT",  "EEST", "EET",  "EST",  "HDT",  "HKT", "HST", "IDT",
        "IST",  "JST",  "KST", "MDT",  "MEST", "MET",  "MSD",  "MSK",  "MST",  "NDT", "NST", "NZDT",
        "NZST", "PDT",  "PKT", "PST",  "SAST", "SST",  "WAT",  "WEST", "WET",  "WIB", "WIT", "WITA"};
    constexpr size_t shortest = 3;
    constexpr size_t longest = 4;
    if (!text.starts_with(' '))
        return 0;
    size_t end = 1;
    while (end < text.size() && end <= 1 + longest && text[end] >= 'A' && text[end] <= 'Z')
        ++end;
    const std::string_view name = text.substr(1, end - 1);
    if (name.size() < shortest || name.size() > longest || !endsZone(text.substr(end)))
        return 0;
    // Nearly every word that stands there is a level, and few of those end like a zone.
    if (std::string_view("TABDK").find(name.back()) == std::string_view::npos)
        return 0;
    return std::find(names.begin(), names.end(), name) == names.end() ? 0 : end;
}

std::optional<int> namedZoneOffset(std::string_view name)
{
    struct Zone {
        std::string_view name;
        int minutes;
    };
    // CST is America's and China's, IST India's, Ireland's and Israel's, BST Britain's and Bougainville's, AST the
    // Atlantic's and Arabia's; MSK was another in some years. EST and PST are America's to everybody but a few.
    constexpr std::array<Zone, 29> zones{{{"ACDT", 630},  {"ACST", 570}, {"AEDT", 660}, {"AEST", 600}, {"AKDT", -480},
                                          {"AKST", -540}, {"AWST", 480}, {"CEST", 120}, {"CET", 60},   {"EAT", 180},
                                          {"EDT", -240},  {"EEST", 180}, {"EET", 120},  {"EST", -300}, {"HKT", 480},
                                          {"HST", -600},  {"JST", 540},  {"KST", 540},  {"MDT", -360}, {"MEST", 120},
                                          {"MET", 60},    {"MST", -420}, {"NZDT", 780}, {"NZST", 720}, {"PDT", -420},
                                          {"PST", -480},  {"SAST", 120}, {"WEST", 60},  {"WET", 0}}};
    constexpr int secondsPerMinute = 60;
    const auto* const found =
        std::find_if(zones.begin(), zones.end(), [name](const Zone& zone) { return zone.name == name; });
    return found == zones.end() ? std::nullopt : std::optional(found->minutes * secondsPerMinute);
}

std::optional<LogStamp> readSlashStamp(std::string_view text)
{
    Cursor cursor(text);
    CivilTime time;
    readDate(cursor, '/', time);
    cursor.expect(' ');
    readClock(cursor, time);
    const qint64 fraction = cursor.fraction();
    return stampFrom(cursor, time, fraction);
}

std::optional<LogStamp> readNamedMonthStamp(std::string_view text)
{
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    Cursor cursor(text);
    CivilTime time;
    time.day = cursor.digits(2);
    cursor.expect(' ');
    const std::string_view name = cursor.ok() ? cursor.rest().substr(0, 3) : std::string_view();
    const size_t at = name.size() == 3 ? months.find(name) : std::string_view::npos;
    if (at == std::string_view::npos || at % 3 != 0)
        return std::nullopt;
    time.month = static_cast<int>(at / 3) + 1;
    cursor.advance(3);
    cursor.expect(' ');
    time.year = cursor.digits(4);
    cursor.expect(' ');
    readClock(cursor, time);
    const qint64 fraction = cursor.fraction();
    return stampFrom(cursor, time, fraction);
}

std::optional<LogStamp> readEpochStamp(std::string_view text)
{
    constexpr size_t maxDigits = 19;
    size_t length = 0;
    quint64 digits = 0; // 19 of them fit
    if (text.size() >= 8 && areDigits(eightBytes(text.data()))) {
        digits = numberOf(eightBytes(text.data()));
        length = 8;
    }
    for (; length < text.size() && isDigit(text[length]); ++length) {
        if (length == maxDigits)
            return std::nullopt;
        digits = digits * 10 + static_cast<quint64>(text[length] - '0');
    }
    if (digits > static_cast<quint64>(std::numeric_limits<qint64>::max()))
        return std::nullopt;
    const auto value = static_cast<qint64>(digits);
    // Every unit begins at 10^8 seconds, in 1973: less than that in one unit is more than that in a finer one.
    constexpr qint64 smallest = 100'000'000;
    constexpr qint64 largestNs = 9'200'000'000 * nsPerSecond;
    if (length == 0 || value < smallest)
        return std::nullopt;
    qint64 unit = 1;
    if (value < smallest * 1000)
        unit = nsPerSecond;
    else if (value < smallest * 1'000'000)
        unit = 1'000'000;
    else if (value < smallest * nsPerSecond)
        unit = 1000;
    qint64 ns = 0;
    if (__builtin_mul_overflow(value, unit, &ns) || ns > largestNs)
        return std::nullopt;
    if (unit == nsPerSecond) {
        Cursor cursor(text.substr(length));
        ns += cursor.fraction();
        length += cursor.position();
    }
    return LogStamp{ns, length, true};
}

} // namespace ops::domain
