using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Http;

/// <summary>Finds who answers a path: published triggers, and endpoints that instances wait at.</summary>
internal sealed class HttpRoutes(HttpWaits waits, IDefinitionStore definitions, IInlineConstraintResolver constraints)
{
    /// <summary>All routes that fit a path, the most exact first; those that begin a workflow before those that go on with one.</summary>
    public async Task<IReadOnlyList<HttpMatch>> MatchAsync(string path, CancellationToken cancellationToken)
    {
        var matches = new List<(decimal Precedence, HttpMatch Match)>();
        foreach (TriggerRow trigger in await definitions.ListTriggersAsync(HttpEndpoint.Stimulus, cancellationToken))
        {
            HttpRoute route = JsonSerializer.Deserialize<HttpRoute>(trigger.Payload.Span)!;
            if (Match(route, path) is { } found)
                matches.Add((found.Precedence, new HttpMatch(route, trigger, null, found.Values)));
        }

        foreach (HttpWait wait in await waits.ListAsync(cancellationToken))
        {
            if (Match(wait.Route, path) is { } found && await waits.IsOpenAsync(wait, cancellationToken))
                matches.Add((found.Precedence, new HttpMatch(wait.Route, null, wait, found.Values)));
        }

        return [.. matches.OrderBy(one => one.Precedence).ThenBy(one => one.Match.Trigger is null).Select(one => one.Match)];
    }

    private (decimal Precedence, RouteValueDictionary Values)? Match(HttpRoute route, string path)
    {
        RouteTemplate template;
        try
        {
            template = TemplateParser.Parse(route.Path);
        }
        catch (ArgumentException)
        {
            // Published before templates were checked: it answers nothing until it is published again.
            return null;
        }

        var values = new RouteValueDictionary();
        return new TemplateMatcher(template, Defaults(template)).TryMatch(new PathString($"/{path}"), values) && Fits(template, values)
            ? (RoutePrecedence.ComputeInbound(template), values)
            : null;
    }

    /// <summary>Whether the values keep to the template's constraints, as in <c>{id:int}</c>. One that is not known here is kept by nothing.</summary>
    private bool Fits(RouteTemplate template, RouteValueDictionary values)
    {
        try
        {
            return template.Parameters.Where(part => values.ContainsKey(part.Name!)).All(part => part.InlineConstraints.All(
                inline => constraints.ResolveConstraint(inline.Constraint)?.Match(null, null, part.Name!, values, RouteDirection.IncomingRequest) == true));
        }
        catch (Exception wrong) when (wrong is RouteCreationException or InvalidOperationException)
        {
            return false;
        }
    }

    private static RouteValueDictionary Defaults(RouteTemplate template)
    {
        var defaults = new RouteValueDictionary();
        foreach (TemplatePart part in template.Parameters.Where(part => part.DefaultValue is not null))
            defaults[part.Name!] = part.DefaultValue;
        return defaults;
    }
}
