using System.Globalization;
using RefineWorkflows.Refinement.Backends.Calls;

namespace RefineWorkflows.Refinement.Budgets;

/// <summary>How pages of the ledger are named.</summary>
internal static class LedgerKeys
{
    public static string OfRun(string run) => $"sum/run/{run}";

    public static string OfDay(string day) => $"sum/day/{day}";

    public static string OfDay(string day, string backEnd) => $"sum/back-end/{backEnd}/{day}";

    public static string PaceOf(string backEnd) => $"pace/{backEnd}";

    public static string RowsOf(string run) => $"row/{run}/";

    public static string RowsOf(string run, string step) => $"row/{run}/{step}/";

    public static string RowsOf(CallOrigin origin) => string.Create(CultureInfo.InvariantCulture, $"row/{origin.Run}/{origin.Step}/{origin.Attempt:d5}/");

    public static string Row(CallOrigin origin, int call) => string.Create(CultureInfo.InvariantCulture, $"{RowsOf(origin)}{call:d5}");

    /// <summary>Of a call that is written down only afterwards: after those that were counted before.</summary>
    public static string LateRow(CallOrigin origin) => $"{RowsOf(origin)}late-{Guid.CreateVersion7():N}";

    public static string RowOfNobody() => $"row//{Guid.CreateVersion7():N}";
}
