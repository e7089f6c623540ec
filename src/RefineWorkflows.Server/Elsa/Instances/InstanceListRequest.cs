using Microsoft.AspNetCore.Http;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>What Studio asks the list of instances. Lists that are empty filter nothing.</summary>
internal sealed record InstanceListRequest
{
    private const int LargestPage = 1000;
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    public int? Page { get; init; }

    public int? PageSize { get; init; }

    public string? SearchTerm { get; init; }

    public string? DefinitionId { get; init; }

    public string[]? DefinitionIds { get; init; }

    public string? DefinitionVersionId { get; init; }

    public string? CorrelationId { get; init; }

    public int? Version { get; init; }

    public bool? HasIncidents { get; init; }

    public bool? IsSystem { get; init; }

    public InstanceStatus? Status { get; init; }

    public InstanceStatus[]? Statuses { get; init; }

    public InstanceSubStatus? SubStatus { get; init; }

    public InstanceSubStatus[]? SubStatuses { get; init; }

    public string? OrderBy { get; init; }

    public string? OrderDirection { get; init; }

    public TimestampFilter[]? TimestampFilters { get; init; }

    /// <summary>The same request as it comes in a query string. Filters on moments need a body.</summary>
    /// <exception cref="ElsaRequestException">A value is none of those that are known.</exception>
    public static InstanceListRequest From(IQueryCollection query) => new()
    {
        Page = Read<int>(query, nameof(Page)),
        PageSize = Read<int>(query, nameof(PageSize)),
        SearchTerm = Text(query, nameof(SearchTerm)),
        DefinitionId = Text(query, nameof(DefinitionId)),
        DefinitionIds = Texts(query, nameof(DefinitionIds)),
        DefinitionVersionId = Text(query, nameof(DefinitionVersionId)),
        CorrelationId = Text(query, nameof(CorrelationId)),
        Version = Read<int>(query, nameof(Version)),
        HasIncidents = Flag(query, nameof(HasIncidents)),
        IsSystem = Flag(query, nameof(IsSystem)),
        Statuses = [.. Texts(query, nameof(Status)).Concat(Texts(query, nameof(Statuses))).Select(one => Word<InstanceStatus>(nameof(Statuses), one))],
        SubStatuses = [.. Texts(query, nameof(SubStatus)).Concat(Texts(query, nameof(SubStatuses))).Select(one => Word<InstanceSubStatus>(nameof(SubStatuses), one))],
        OrderBy = Text(query, nameof(OrderBy)),
        OrderDirection = Text(query, nameof(OrderDirection)),
    };

    /// <exception cref="ElsaRequestException">A page that is none, or a column that has no moments.</exception>
    public InstanceQuery ToQuery()
    {
        int page = Page ?? 0;
        int size = Math.Min(PageSize ?? LargestPage, LargestPage);
        if (page < 0 || size < 0 || (long)page * size > int.MaxValue)
            throw new ElsaRequestException($"There is no page {Page} of {PageSize} instances: pages count from 0.");
        return new InstanceQuery
        {
            // A page of none is asked for to learn the count.
            Skip = page * size,
            Limit = Math.Max(size, 1),
            Search = SearchTerm,
            DefinitionId = Given(DefinitionId),
            DefinitionIds = DefinitionIds ?? [],
            DefinitionVersionId = Given(DefinitionVersionId),
            CorrelationId = Given(CorrelationId),
            DefinitionVersion = Version,
            HasIncidents = HasIncidents,
            IsSystem = IsSystem,
            Status = Status,
            Statuses = Statuses ?? [],
            SubStatus = SubStatus,
            SubStatuses = SubStatuses ?? [],
            Order = OrderBy?.ToUpperInvariant() switch
            {
                "NAME" => InstanceOrder.Name,
                "FINISHED" or "FINISHEDAT" => InstanceOrder.Finished,
                "LASTEXECUTED" or "UPDATED" or "UPDATEDAT" => InstanceOrder.Updated,
                _ => InstanceOrder.Created,
            },
            Descending = OrderDirection is null || !OrderDirection.StartsWith("Asc", StringComparison.OrdinalIgnoreCase),
            Created = Range("CreatedAt"),
            Updated = Range("UpdatedAt"),
            Finished = Range("FinishedAt"),
        };
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private MomentRange? Range(string column)
    {
        MomentRange? range = null;
        foreach (TimestampFilter filter in TimestampFilters ?? [])
        {
            if (string.IsNullOrWhiteSpace(filter.Column))
                continue;
            if (filter.Column.ToUpperInvariant() is not ("CREATEDAT" or "UPDATEDAT" or "FINISHEDAT"))
                throw new ElsaRequestException($"'{filter.Column}' has no moments to filter by; CreatedAt, UpdatedAt and FinishedAt have.");
            if (filter.Column.Equals(column, StringComparison.OrdinalIgnoreCase))
                range = Narrow(range ?? new MomentRange(), filter.Operator, filter.Timestamp);
        }

        return range;
    }

    private static MomentRange Narrow(MomentRange range, TimestampFilterOperator comparison, DateTimeOffset moment) => comparison switch
    {
        TimestampFilterOperator.Is => range with { From = Later(range.From, moment), To = Earlier(range.To, moment) },
        TimestampFilterOperator.IsNot => range with { Except = [.. range.Except, moment] },
        TimestampFilterOperator.LessThan => range with { To = Earlier(range.To, moment == DateTimeOffset.MinValue ? moment : moment - Tick) },
        TimestampFilterOperator.LessThanOrEqual => range with { To = Earlier(range.To, moment) },
        TimestampFilterOperator.GreaterThan => range with { From = Later(range.From, moment == DateTimeOffset.MaxValue ? moment : moment + Tick) },
        TimestampFilterOperator.GreaterThanOrEqual => range with { From = Later(range.From, moment) },
        _ => throw new ElsaRequestException($"{comparison} is no way to compare moments."),
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static string[] Texts(IQueryCollection query, string name) => [.. query[name].OfType<string>().Where(one => one.Length > 0)];

    private static bool? Flag(IQueryCollection query, string name) => Read<bool>(query, name);

    private static T? Read<T>(IQueryCollection query, string name)
        where T : struct, IParsable<T>
    {
        if (Text(query, name) is not { } text)
            return null;
        return T.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out T value) ? value : throw new ElsaRequestException($"'{name}' cannot be '{text}'.");
    }

    private static T Word<T>(string name, string text)
        where T : struct, Enum
        => Enum.TryParse(text, ignoreCase: true, out T value) ? value : throw new ElsaRequestException($"'{name}' cannot hold '{text}'; known are {string.Join(", ", Enum.GetNames<T>())}.");
}
