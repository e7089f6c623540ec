using System.Globalization;

namespace RefineWorkflows.Server.Composition;

/// <summary>How caps and prices are written by people: money as 0.04, time as hh:mm:ss or d.hh:mm:ss.</summary>
internal static class CapText
{
    public const string Money = "amounts from 0 to 1000000 with a point, for example 0.04";
    public const string Time = "times from 00:00:01 to 31.00:00:00 as hh:mm:ss or d.hh:mm:ss";

    public static decimal? TryMoney(string text)
        => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal money) && money <= 1_000_000 ? money : null;

    public static TimeSpan? TryTime(string text)
        => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromDays(31) ? time : null;
}
