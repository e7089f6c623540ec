using System.Globalization;
using System.Numerics;

namespace RefineWorkflows.Engine.Scheduling;

/// <summary>One field of a cron expression: the values that it allows.</summary>
internal readonly record struct CronField
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong allowed;

    private CronField(ulong allowed, bool isOpen, bool repeats)
    {
        this.allowed = allowed;
        IsOpen = isOpen;
        Repeats = repeats;
    }

    /// <summary>Whether it begins with * or ?: in a day field it then sets no days of its own.</summary>
    public bool IsOpen { get; }

    /// <summary>Whether it was written as a rhythm (*, a range or a step) and not as fixed values.</summary>
    public bool Repeats { get; }

    public static CronField Second(string text) => Parse(text, "second", 0, 59, []);

    public static CronField Minute(string text) => Parse(text, "minute", 0, 59, []);

    public static CronField Hour(string text) => Parse(text, "hour", 0, 23, []);

    public static CronField Day(string text) => Parse(text, "day of the month", 1, 31, [], mayBeBlank: true);

    public static CronField Month(string text) => Parse(text, "month", 1, 12, Months);

    /// <summary>0 and 7 are Sunday.</summary>
    public static CronField Weekday(string text)
    {
        CronField field = Parse(text, "weekday", 0, 7, Weekdays, mayBeBlank: true);
        return new CronField((field.allowed | (field.allowed >> 7)) & 0x7F, field.IsOpen, field.Repeats);
    }

    public bool Allows(int value) => (allowed >> value & 1) != 0;

    /// <summary>The first allowed value from the given one on, or -1.</summary>
    public int From(int value)
    {
        ulong rest = value > 63 ? 0 : allowed >> value << value;
        return rest == 0 ? -1 : BitOperations.TrailingZeroCount(rest);
    }

    private static CronField Parse(string text, string name, int lowest, int highest, string[] names, bool mayBeBlank = false)
    {
        ulong allowed = 0;
        foreach (string part in text.Split(','))
            allowed |= Part(part, text, name, lowest, highest, names, mayBeBlank);
        return new CronField(allowed, text.Length > 0 && text[0] is '*' or '?', text.Contains('*') || text.Contains('/') || text.Contains('-'));
    }

    private static ulong Part(string part, string text, string name, int lowest, int highest, string[] names, bool mayBeBlank)
    {
        string[] stepped = part.Split('/');
        if (stepped.Length > 2)
            throw new FormatException($"the {name} field '{text}' has two steps in '{part}'");
        int step = stepped.Length == 1 ? 1 : Number(stepped[1], 1, highest, []);
        string range = stepped[0];
        if (range == "?" && !(mayBeBlank && text == "?"))
            throw new FormatException($"'?' stands alone, in a day field; the {name} field is '{text}'");
        int first, last;
        if (range is "*" or "?")
        {
            // Sunday would be counted twice.
            (first, last) = (lowest, names == Weekdays ? 6 : highest);
        }
        else
        {
            string[] ends = range.Split('-');
            if (ends.Length > 2)
                throw new FormatException($"the {name} field '{text}' has a broken range '{range}'");
            first = Number(ends[0], lowest, highest, names);
            last = ends.Length == 2 ? Number(ends[1], lowest, highest, names) : stepped.Length == 2 ? highest : first;
        }

        ulong values = 0;
        int span = names == Weekdays ? 7 : highest - lowest + 1;
        // A range that ends before it begins goes round, as FRI-MON does.
        for (int value = first; value <= (last < first ? last + span : last); value += step)
            values |= 1UL << (value > highest ? value - span : value);
        return values;

        int Number(string word, int least, int most, string[] known)
        {
            int named = Array.FindIndex(known, one => one.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (named >= 0)
                return named + lowest;
            if (word.Contains('L', StringComparison.OrdinalIgnoreCase) || word.Contains('W', StringComparison.OrdinalIgnoreCase) || word.Contains('#'))
                throw new FormatException($"'{word}' in the {name} field: the signs L, W and # are not offered; name the days, or start daily and decide inside");
            return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
                ? number
                : throw new FormatException($"'{word}' in the {name} field is not a number from {least} to {most}{(known.Length > 0 ? $" or one of {known[0]} to {known[^1]}" : "")}");
        }
    }
}
